// The real world's time.
#ifndef INTERLEAVE_DAEMON_ASIO_CLOCK_H_
#define INTERLEAVE_DAEMON_ASIO_CLOCK_H_

#include <chrono>

#include "model/seam/clock.h"

namespace interleave::daemon {

// CLOCK_MONOTONIC and CLOCK_REALTIME. Stateless; any thread.
class RealClock final : public Clock {
 public:
  [[nodiscard]] Instant now() override;
  [[nodiscard]] Duration wall_now() override;
};

// The same moment for the standard library's waits: both count from the same origin.
constexpr std::chrono::steady_clock::time_point to_steady(Instant instant) {
  return std::chrono::steady_clock::time_point(
      std::chrono::duration_cast<std::chrono::steady_clock::duration>(instant.time_since_epoch()));
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_CLOCK_H_
