#include "daemon/core/watchdog.h"

#include <utility>

namespace interleave::daemon {

Watchdog::Watchdog(const Parts& parts, Duration interval, bool ask_pool, std::function<void()> feed)
    : parts_(parts),
      ask_pool_(ask_pool),
      feed_(std::move(feed)),
      timer_(parts_.loop.add_timer(interval, [this](WatchId) { on_timer(); })) {}

Watchdog::~Watchdog() {
  parts_.loop.remove_timer(timer_);
}

void Watchdog::on_timer() {
  if (parts_.dispatcher.answered_questions() < asked_) {
    if (!std::exchange(overdue_, true)) {
      parts_.log.write({.level = LogLevel::error,
                        .source = "core.watchdog",
                        .reason = "overdue",
                        .text = "no worker answers: every one is in a call that does not return"});
    }
    return;
  }
  if (std::exchange(overdue_, false)) {
    parts_.log.write({.level = LogLevel::warning,
                      .source = "core.watchdog",
                      .reason = "answered",
                      .text = "workers answer again"});
  }
  feed_();
  if (!ask_pool_) return;
  parts_.dispatcher.ask();
  ++asked_;
}

}  // namespace interleave::daemon
