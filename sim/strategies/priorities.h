// The thread of the highest priority, when priorities change all the time.
#ifndef INTERLEAVE_SIM_STRATEGIES_PRIORITIES_H_
#define INTERLEAVE_SIM_STRATEGIES_PRIORITIES_H_

#include <algorithm>
#include <cstdint>

#include "sim/engine/operation.h"

namespace interleave::sim {

// A priority for each thread, side by side: setting one is a store, and the search for the highest
// is a loop without a branch that compilers turn into one step for several threads. A tree that
// keeps the highest at hand costs more up to hundreds of threads.
class Priorities {
 public:
  // Nobody takes part.
  void clear() {
    std::fill_n(value_, used_, 0);
    used_ = 0;
  }
  // Of the 32 bits of `priority` the upper 21 count.
  void set(std::uint32_t thread, std::uint32_t priority) {
    use(thread);
    value_[thread] = static_cast<Place>((priority >> 1 & ~kNumber) | thread);
  }
  // `thread` does not take part.
  void leave(std::uint32_t thread) {
    use(thread);
    value_[thread] = 0;
  }
  // A thread's place in the order of priorities, of equal ones in that of their numbers. 0: it does
  // not take part, and stands below all that do.
  using Place = std::int32_t;
  [[nodiscard]] Place place(std::uint32_t thread) const { return value_[thread]; }
  // The highest place, and whose it is; 0 both when nobody takes part.
  [[nodiscard]] Place top_place() const {
    Place best = 0;
    for (std::uint32_t i = 0; i < used_; ++i) best = std::max(best, value_[i]);
    return best;
  }
  [[nodiscard]] static std::uint32_t thread_at(Place place) {
    return static_cast<std::uint32_t>(place) & kNumber;
  }
  [[nodiscard]] std::uint32_t top() const { return thread_at(top_place()); }

 private:
  static constexpr std::uint32_t kNumber = kMostThreads - 1;
  static_assert((kMostThreads & kNumber) == 0, "numbers take the lower bits of a value");
  static constexpr std::uint32_t kStep = 8;  // of used_, so that the loop has no rest

  void use(std::uint32_t thread) {
    if (thread >= used_) [[unlikely]]
      used_ = (thread / kStep + 1) * kStep;
  }

  std::uint32_t used_ = 0;  // values beyond are 0
  // The upper bits of the priority, then the number: their highest says whose it is. By number.
  Place value_[kMostThreads] = {};
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_PRIORITIES_H_
