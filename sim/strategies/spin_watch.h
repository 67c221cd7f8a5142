// Finds the thread that goes round and round for something that only others can do.
#ifndef INTERLEAVE_SIM_STRATEGIES_SPIN_WATCH_H_
#define INTERLEAVE_SIM_STRATEGIES_SPIN_WATCH_H_

#include <algorithm>
#include <cstdint>

#include "sim/engine/operation.h"

namespace interleave::sim {

// For strategies that go on with one thread until there is a reason not to. A thread spins when it
// has passed the same point, by kind and object, many times, and nobody else has done anything.
class SpinWatch {
 public:
  static constexpr std::uint32_t kPasses = 100;

  void begin_run() { thread_ = 0; }
  // `thread` has been chosen for `operation`; true when it spins.
  bool chosen(std::uint32_t thread, const PendingOperation& operation) {
    if (thread != thread_) {
      thread_ = thread;
      span_ = 1;
      remember(operation);
      return false;
    }
    if (operation.object == seen_.object && operation.kind == seen_.kind) {
      gap_ = 0;
      return ++passes_ >= kPasses;
    }
    // What does not come again within the span is no part of a loop of that length: try another
    // point, and longer loops (Brent's way to find a cycle).
    if (++gap_ > span_) {
      span_ = std::min(2 * span_, kLongest);
      remember(operation);
    }
    return false;
  }

 private:
  static constexpr std::uint32_t kLongest = 64;  // points of a loop

  void remember(const PendingOperation& operation) {
    seen_ = operation;
    passes_ = 0;
    gap_ = 0;
  }

  std::uint32_t thread_ = 0;
  std::uint32_t passes_ = 0;
  std::uint32_t gap_ = 0;   // points since the last pass
  std::uint32_t span_ = 1;  // how many it may be
  PendingOperation seen_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_SPIN_WATCH_H_
