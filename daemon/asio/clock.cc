#include "daemon/asio/clock.h"

namespace interleave::daemon {

Instant RealClock::now() {
  return Instant(
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

Duration RealClock::wall_now() {
  return std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch());
}

}  // namespace interleave::daemon
