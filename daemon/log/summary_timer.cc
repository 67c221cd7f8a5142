#include "daemon/log/summary_timer.h"

namespace interleave::daemon {

SummaryTimer::SummaryTimer(EventLoop& loop, DaemonLog& log)
    : loop_(loop), log_(log), timer_(loop.add_timer(std::nullopt, [this](WatchId id) {
        // Disarmed first: a line that is held back meanwhile arms it again.
        loop_.update_timer(id, std::nullopt);
        if (const auto next = log_.write_suppressed()) loop_.update_timer(id, *next);
      })) {
  log_.on_suppressed([this](Duration delay) { loop_.update_timer(timer_, delay); });
}

SummaryTimer::~SummaryTimer() {
  log_.on_suppressed({});
  loop_.remove_timer(timer_);
}

}  // namespace interleave::daemon
