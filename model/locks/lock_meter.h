// How long a lock is waited for, and held.
#ifndef INTERLEAVE_MODEL_LOCKS_LOCK_METER_H_
#define INTERLEAVE_MODEL_LOCKS_LOCK_METER_H_

#include <atomic>
#include <cstdint>

#include "model/base/time_histogram.h"
#include "model/seam/clock.h"

namespace interleave {

// Looks at one of kEvery acquisitions of the mutexes that were given to it (Mutex::measure): the
// clock is read three times for it, and not at all for the others. Any thread.
class LockMeter {
 public:
  static constexpr std::uint32_t kEvery = 16;

  // `clock` outlives the meter, and the meter its mutexes.
  explicit LockMeter(Clock& clock) : clock_(clock) {}

  [[nodiscard]] TimeHistogram waits() const { return waits_.read(); }
  [[nodiscard]] TimeHistogram holds() const { return holds_.read(); }

  // For Mutex. Whether this acquisition is looked at: threads that ask at once may both be told the
  // same, and the number is about right all the same.
  [[nodiscard]] bool next_is_measured() {
    const std::uint32_t turn = turn_.load(std::memory_order_relaxed);
    turn_.store(turn + 1, std::memory_order_relaxed);
    return turn % kEvery == 0;
  }
  [[nodiscard]] Instant now() { return clock_.now(); }
  void waited(Duration time) { waits_.add(time); }
  void held(Duration time) { holds_.add(time); }

 private:
  Clock& clock_;
  std::atomic<std::uint32_t> turn_{0};
  SharedTimeHistogram waits_;
  SharedTimeHistogram holds_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_LOCKS_LOCK_METER_H_
