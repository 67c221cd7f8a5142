#include "daemon/log/rate_limit.h"

#include <algorithm>

namespace interleave::daemon {

bool RateLimit::admit(LogLevel level, std::string_view source, std::string_view reason,
                      Instant now) {
  if (most_ == 0) return true;
  Window& window = window_of(level, source, reason);
  // A window with a count is ended by take_ended alone, which reports it.
  if (now >= window.end && window.suppressed == 0) window = {.end = later(now, kWindow)};
  if (window.passed < most_) {
    ++window.passed;
    return true;
  }
  if (window.suppressed++ == 0) ++suppressing_;
  return false;
}

std::vector<RateLimit::Suppressed> RateLimit::take_ended(Instant now) {
  std::vector<Suppressed> ended;
  if (suppressing_ == 0) return ended;
  for (auto& [kind, window] : windows_) {
    if (window.suppressed == 0 || window.end > now) continue;
    const auto& [source, reason, level] = kind;
    ended.push_back({level, source, reason, window.suppressed});
    window = {};
    --suppressing_;
  }
  return ended;
}

Instant RateLimit::next_end() const {
  Instant next = kNever;
  if (suppressing_ == 0) return next;
  for (const auto& [kind, window] : windows_) {
    if (window.suppressed > 0) next = std::min(next, window.end);
  }
  return next;
}

RateLimit::Window& RateLimit::window_of(LogLevel level, std::string_view source,
                                        std::string_view reason) {
  const std::tuple kind(source, reason, level);
  if (const auto found = windows_.find(kind); found != windows_.end()) return found->second;
  if (windows_.size() < kMostKinds) return windows_[Kind(source, reason, level)];
  return windows_[Kind("daemon", "others", level)];
}

}  // namespace interleave::daemon
