#include "daemon/core/patience.h"

#include <algorithm>
#include <utility>

namespace interleave::daemon {
namespace {

// A stall of the same thing goes on; one of another begins.
void note(bool stalled, bool same, Instant now, std::optional<Instant>& since) {
  if (!stalled) {
    since.reset();
  } else if (!since || !same) {
    since = now;
  }
}

}  // namespace

void Patience::look(const State& state, Instant now) {
  note(state.mid_frame, std::exchange(frames_, state.frames) == state.frames, now, frame_since_);
  note(state.unread, std::exchange(taken_bytes_, state.taken_bytes) == state.taken_bytes, now,
       write_since_);
}

std::optional<Instant> Patience::end(const std::optional<Instant>& since,
                                     const std::optional<Duration>& limit) {
  if (!since || !limit) return std::nullopt;
  return later(*since, *limit);
}

std::optional<Duration> Patience::wait(Instant now) const {
  const std::optional<Instant> frame = end(frame_since_, frame_limit_);
  const std::optional<Instant> write = end(write_since_, write_limit_);
  if (!frame && !write) return std::nullopt;
  const Instant next = std::min(frame.value_or(kNever), write.value_or(kNever));
  return std::max(next - now, Duration::zero());
}

std::optional<std::string_view> Patience::exhausted(Instant now) const {
  const auto over = [now](const std::optional<Instant>& end) { return end && *end <= now; };
  if (over(end(frame_since_, frame_limit_))) return "it has not finished the frame that it began";
  if (over(end(write_since_, write_limit_))) return "it does not read what it is sent";
  return std::nullopt;
}

}  // namespace interleave::daemon
