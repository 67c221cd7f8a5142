// When a daemon that nobody uses ends by itself.
#ifndef INTERLEAVE_DAEMON_CORE_IDLE_EXIT_H_
#define INTERLEAVE_DAEMON_CORE_IDLE_EXIT_H_

#include <cstddef>
#include <functional>

#include "daemon/core/event_loop.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

// A timer that runs while there are no clients. Loop thread only, but made before the loop runs,
// when there are none.
class IdleExit {
 public:
  // `on_idle` is called once there has been no client for `timeout`; again only after some have
  // come and gone.
  IdleExit(EventLoop& loop, Duration timeout, std::function<void()> on_idle);
  IdleExit(const IdleExit&) = delete;
  IdleExit& operator=(const IdleExit&) = delete;
  ~IdleExit();

  // So many clients there are now.
  void follow(std::size_t clients);

 private:
  void on_timer();

  // Constant.
  EventLoop& loop_;
  const Duration timeout_;
  const std::function<void()> on_idle_;
  const WatchId timer_;

  // Loop thread only.
  bool idle_ = true;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_IDLE_EXIT_H_
