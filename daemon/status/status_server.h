// The status socket: a door of its own, beside those of the clients.
#ifndef INTERLEAVE_DAEMON_STATUS_STATUS_SERVER_H_
#define INTERLEAVE_DAEMON_STATUS_STATUS_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>

#include "daemon/core/acceptor.h"
#include "daemon/core/event_loop.h"
#include "daemon/core/limits.h"
#include "daemon/core/log.h"
#include "daemon/status/page.h"
#include "daemon/status/visitor.h"

namespace interleave::daemon {

// Answers "GET /path HTTP/1.0" with a page. Visitors are served by the loop thread, a few at a
// time: those beyond kMostVisitors wait at the door, for no longer than Visitor::kDeadline. They
// are no clients: no limit of clients holds for them, nor do they hold up the daemon's end.
//
// Made before the loop runs; destroyed on the loop thread, or where the loop has never run.
class StatusServer {
 public:
  static constexpr std::size_t kMostVisitors = 8;

  // The loop and the log are alive for longer.
  StatusServer(EventLoop& loop, const Limits& limits, Log& log, std::unique_ptr<Listener> listener,
               Pages pages);
  StatusServer(const StatusServer&) = delete;
  StatusServer& operator=(const StatusServer&) = delete;

 private:
  void open(std::unique_ptr<Stream> stream);
  void close(std::uint64_t number);

  // Constant.
  EventLoop& loop_;
  const Limits limits_;
  const Pages pages_;

  // Loop thread only.
  std::map<std::uint64_t, std::unique_ptr<Visitor>> visitors_;  // by number
  std::uint64_t last_number_ = 0;
  Acceptor acceptor_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_STATUS_STATUS_SERVER_H_
