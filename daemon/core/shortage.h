// What is refused when memory gets short, before the system ends the process for it.
#ifndef INTERLEAVE_DAEMON_CORE_SHORTAGE_H_
#define INTERLEAVE_DAEMON_CORE_SHORTAGE_H_

#include <cstddef>

#include "daemon/core/limits.h"
#include "daemon/core/log.h"
#include "daemon/core/memory_gauge.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

// Loop thread only, but for set_gauge.
//
// Measures against Limits::memory_bytes. From 90 % on ordinary calls are refused: urgent ones are
// short, and are how an administrator gets memory back. From 95 % on nobody new is let in, and who
// sends a long frame is cut off. Without a gauge or a limit there is always enough.
class Shortage {
 public:
  // `limits` may change between two callbacks of the loop. All outlive it.
  Shortage(Clock& clock, const Limits& limits, Log& log);

  // Before the loop runs.
  void set_gauge(MemoryGauge& gauge) { gauge_ = &gauge; }

  [[nodiscard]] bool refuses_calls();
  [[nodiscard]] bool refuses_clients();

 private:
  // Whether so much of the limit is used.
  [[nodiscard]] bool is_used(unsigned percent);
  void tell(bool is_short);

  // Constant.
  Clock& clock_;
  Log& log_;
  MemoryGauge* gauge_ = nullptr;  // once the loop runs

  // Loop thread only.
  const Limits& limits_;
  bool is_short_ = false;
  Instant give_back_at_ = Instant::min();  // not before
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_SHORTAGE_H_
