// Network sockets of the real world: listeners over IPv4 and IPv6.
#ifndef INTERLEAVE_DAEMON_ASIO_TCP_SOCKET_H_
#define INTERLEAVE_DAEMON_ASIO_TCP_SOCKET_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/seam/clock.h"
#include "model/seam/network.h"

namespace interleave::daemon {

class AsioPoller;

// Where to listen.
struct TcpAddress {
  std::string host;     // a name or an address; empty: every address of the machine
  std::string service;  // a port's number, or its name in the system's table
  int backlog = 1000;   // connections that may wait; the system has a bound of its own
  // How long a client's machine may acknowledge nothing of what it was sent before the connection
  // is given up (RFC 5482); at least a millisecond. None: the system's own, a quarter of an hour.
  std::optional<Duration> write_timeout;
};

struct TcpListening {
  IoStatus status = IoStatus::ok;
  std::vector<std::unique_ptr<Listener>> listeners;  // not empty exactly when `status` is ok
  std::string reason;                                // one line, when it is not
};

// Listens at each address that the host has, in IPv4 and in IPv6 where the machine has it. What is
// sent to a client goes out at once (no Nagle). Asking for a name may take its time. Errors:
// in_use, denied, refused (there is no such host or service), no_memory, no_descriptors, other.
TcpListening listen_tcp(AsioPoller& poller, const TcpAddress& address);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_TCP_SOCKET_H_
