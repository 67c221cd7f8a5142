// One connection at the status socket: reads a request, writes the page, and is done.
#ifndef INTERLEAVE_DAEMON_STATUS_VISITOR_H_
#define INTERLEAVE_DAEMON_STATUS_VISITOR_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/core/event_loop.h"
#include "daemon/status/page.h"
#include "daemon/status/request.h"
#include "model/seam/network.h"

namespace interleave::daemon {

// Loop thread only. Whoever is slow has until a deadline for all of it, however many bytes come or
// go meanwhile.
class Visitor {
 public:
  static constexpr Duration kDeadline = std::chrono::seconds(10);

  // `done` is called once, from a callback of the loop, as the last thing: it may destroy the
  // visitor. All are alive for longer.
  Visitor(EventLoop& loop, std::unique_ptr<Stream> stream, const Pages& pages,
          std::function<void()> done);
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;
  // Closes the connection.
  ~Visitor();

  // Serves it from now on; once. Throws std::bad_alloc: it is to be destroyed then.
  void start();

 private:
  void on_ready(Readiness what);
  [[nodiscard]] bool go_on(Readiness what);
  // Whether the connection goes on.
  [[nodiscard]] bool read();
  [[nodiscard]] bool write();
  void answer();

  EventLoop& loop_;
  const std::unique_ptr<Stream> stream_;
  const Pages& pages_;
  const std::function<void()> done_;
  WatchId deadline_ = 0;
  WatchId watch_ = 0;
  RequestReader request_;
  std::string answer_;  // empty until the request is whole
  std::size_t written_ = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_STATUS_VISITOR_H_
