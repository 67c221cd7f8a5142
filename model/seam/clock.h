// The seam, 1 of 5: time.
#ifndef INTERLEAVE_MODEL_SEAM_CLOCK_H_
#define INTERLEAVE_MODEL_SEAM_CLOCK_H_

#include <chrono>
#include <cstdint>

namespace interleave {

using Duration = std::chrono::nanoseconds;

// The time base of every deadline: monotonic, with an origin that means nothing.
struct Monotonic {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  static constexpr bool is_steady = true;
};
using Instant = std::chrono::time_point<Monotonic, Duration>;

// The deadline of what waits without one.
inline constexpr Instant kNever = Instant::max();

// `from` plus `delay`, and kNever where that would not fit.
constexpr Instant later(Instant from, Duration delay) {
  return delay >= kNever - from ? kNever : from + delay;
}

// Any thread may call either operation, with any lock held; neither fails or blocks.
class Clock {
 public:
  virtual ~Clock() = default;

  // Never goes backwards. For intervals and deadlines, and the only clock for them.
  [[nodiscard]] virtual Instant now() = 0;

  // Time of day since the Unix epoch. It may jump: for the stamp of a log line only.
  [[nodiscard]] virtual Duration wall_now() = 0;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_CLOCK_H_
