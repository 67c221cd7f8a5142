// The daemon's limits, with libvirtd.conf's names and defaults.
#ifndef INTERLEAVE_DAEMON_CORE_LIMITS_H_
#define INTERLEAVE_DAEMON_CORE_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <optional>

#include "model/seam/clock.h"

namespace interleave::daemon {

// A value of each is valid when it is at least 1 (prio_workers, max_anonymous_clients,
// keepalive_count: 0), and min_workers is at most max_workers: daemon/config refuses other files.
struct Limits {
  std::size_t min_workers = 5;             // ordinary workers that are always there
  std::size_t max_workers = 20;            // ordinary workers under pressure (D4)
  std::size_t prio_workers = 5;            // workers that take urgent calls only (D4)
  std::size_t max_clients = 5000;          // connections over all sockets
  std::size_t max_anonymous_clients = 20;  // those of them that have not authenticated (D7); 0: any
  Duration auth_timeout = std::chrono::seconds(30);  // to shake hands and authenticate (D7)
  // When there are so many, who comes next takes the place of one that has been silent so long.
  Duration anonymous_grace = std::chrono::milliseconds(250);
  std::size_t max_client_requests = 5;  // calls of one client in flight: back-pressure beyond
  Duration worker_idle = std::chrono::seconds(30);         // an idle worker above min_workers ends
  Duration drain_deadline = std::chrono::seconds(15);      // from stop to a forced exit (D8)
  Duration accept_pause = std::chrono::milliseconds(250);  // after accept ran out of descriptors
  std::size_t parked_bytes = 65'536;  // read ahead of a client that has reached max_client_requests
  std::size_t stream_bytes = 1'048'576;  // a client's stream packets that wait for the API
  // Events that a client has been sent and has not read: beyond either it is cut off (D6).
  std::size_t outbox_messages = 16'384;
  std::size_t outbox_bytes = 8'388'608;
  // A client that understands keepalive is asked after so much silence; it is closed when it has
  // been silent for keepalive_count intervals more. Absent: nobody is asked.
  std::optional<Duration> keepalive_interval = std::chrono::seconds(5);
  std::size_t keepalive_count = 5;
  // A client that takes longer over one frame, or over taking another byte of what it is sent, is
  // closed. Absent: it may take as long as it likes.
  std::optional<Duration> frame_timeout = std::chrono::seconds(60);
  std::optional<Duration> write_timeout = std::chrono::seconds(60);
  // Of the whole process, for whose sake some things are refused: see Shortage. Absent: nothing is.
  std::optional<std::size_t> memory_bytes;
  // A daemon that has had no client for so long ends. Absent: it does not. Not changed by a reload.
  std::optional<Duration> idle_exit;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_LIMITS_H_
