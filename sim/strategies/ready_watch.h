// Which threads' next operations are not the ones that they were at the last look.
#ifndef INTERLEAVE_SIM_STRATEGIES_READY_WATCH_H_
#define INTERLEAVE_SIM_STRATEGIES_READY_WATCH_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "sim/engine/ready_set.h"

namespace interleave::sim {

// For strategies that keep something about each operation that can be done next: what has changed
// since the last choice, at the cost of the changes and one step for each 64 threads.
class ReadyWatch {
 public:
  void begin_run() {
    std::fill(std::begin(seen_), std::end(seen_), 0);
    std::fill(std::begin(done_), std::end(done_), 0);
  }
  // `thread` has done an operation: its next one is a new one.
  void done(std::uint32_t thread) { done_[thread / 64] |= std::uint64_t{1} << (thread % 64); }
  // Calls change(thread, can_run) for each thread that has done something, can run now and could
  // not before, or the other way round; in ascending order.
  template <class Change>
  void look(const ReadySet& ready, Change change) {
    for (std::size_t i = 0; i < ready.words(); ++i) {
      const std::uint64_t now = ready.word(i);
      std::uint64_t changed = (now ^ seen_[i]) | done_[i];
      seen_[i] = now;
      done_[i] = 0;
      for (; changed != 0; changed &= changed - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(changed));
        change(static_cast<std::uint32_t>(i * 64) + bit, ((now >> bit) & 1) != 0);
      }
    }
  }

 private:
  // Not std::array, which checks each index: numbers are below kMostThreads.
  std::uint64_t seen_[kMostThreads / 64] = {};
  std::uint64_t done_[kMostThreads / 64] = {};
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_READY_WATCH_H_
