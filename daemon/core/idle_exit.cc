#include "daemon/core/idle_exit.h"

#include <optional>
#include <utility>

namespace interleave::daemon {

IdleExit::IdleExit(EventLoop& loop, Duration timeout, std::function<void()> on_idle)
    : loop_(loop),
      timeout_(timeout),
      on_idle_(std::move(on_idle)),
      timer_(loop.add_timer(timeout, [this](WatchId) { on_timer(); })) {}

IdleExit::~IdleExit() {
  loop_.remove_timer(timer_);
}

void IdleExit::follow(std::size_t clients) {
  const bool idle = clients == 0;
  if (idle == idle_) return;
  idle_ = idle;
  loop_.update_timer(timer_, idle ? std::optional(timeout_) : std::nullopt);
}

void IdleExit::on_timer() {
  loop_.update_timer(timer_, std::nullopt);
  on_idle_();
}

}  // namespace interleave::daemon
