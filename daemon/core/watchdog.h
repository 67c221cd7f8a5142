// Tells whoever watches over the daemon that it is alive, for as long as it is.
#ifndef INTERLEAVE_DAEMON_CORE_WATCHDOG_H_
#define INTERLEAVE_DAEMON_CORE_WATCHDOG_H_

#include <cstdint>
#include <functional>

#include "daemon/core/dispatcher.h"
#include "daemon/core/event_loop.h"
#include "daemon/core/log.h"

namespace interleave::daemon {

// A timer of the loop feeds the watchdog: that the timer runs says that the loop is alive. Each
// time a question goes to the pool, which a worker of either lane has to answer before the
// watchdog is fed again. A pool whose every worker is in a call that does not return does not
// answer; while the priority lane does, it does.
//
// Made before the loop runs, and ends after it; in between, loop thread only.
class Watchdog {
 public:
  struct Parts {
    EventLoop& loop;
    Dispatcher& dispatcher;
    Log& log;
  };
  // Calls `feed` once each `interval`. Without `ask_pool` the loop alone is asked: for a daemon
  // without a priority lane, where long calls may keep every worker for good reason.
  Watchdog(const Parts& parts, Duration interval, bool ask_pool, std::function<void()> feed);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  ~Watchdog();

 private:
  void on_timer();

  // Constant.
  const Parts parts_;
  const bool ask_pool_;
  const std::function<void()> feed_;
  const WatchId timer_;

  // Loop thread only.
  std::uint64_t asked_ = 0;
  bool overdue_ = false;  // and said so
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_WATCHDOG_H_
