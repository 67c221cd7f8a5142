// How long the runs of one scenario are, learnt from those that have been.
#ifndef INTERLEAVE_SIM_STRATEGIES_RUN_LENGTH_H_
#define INTERLEAVE_SIM_STRATEGIES_RUN_LENGTH_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace interleave::sim {

// A length is a number of choices: points at which two threads or more could run. Where only one
// can, a change of plan is the same as a change at the next choice, so that nothing is lost by not
// counting these points, and every draw among fewer is worth more.
class RunLength {
 public:
  // Where a change of plan may come: the longest run so far, or, where the lengths differ by more
  // than a factor of two, what 95 of 100 runs do not exceed by more than a sixteenth.
  [[nodiscard]] std::uint64_t estimate() const { return estimate_; }
  // Beyond, a run is taken for one that does not end by itself: the fair tail begins, a random
  // walk, in which every thread goes on with probability 1.
  [[nodiscard]] std::uint64_t fair_tail() const {
    if (estimate_ < kShort / 4) return kShort;
    // Bounded, since runs that reach the tail make the estimate longer.
    return estimate_ > kLong / 4 ? kLong : 4 * estimate_;
  }
  void learn(std::uint64_t length);

 private:
  static constexpr std::uint64_t kGuess = 64;    // before the first run
  static constexpr std::uint64_t kShort = 1024;  // a run is not suspect before
  static constexpr std::uint64_t kLong = 16'384;
  static constexpr std::size_t kBuckets = 64 * 16;

  [[nodiscard]] std::uint64_t percentile() const;

  std::uint64_t estimate_ = kGuess;
  std::uint64_t runs_ = 0;
  std::uint64_t shortest_ = 0;
  std::uint64_t longest_ = 0;
  // Sixteen for each power of two: the runs whose lengths lie there.
  std::array<std::uint32_t, kBuckets> counts_{};
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_RUN_LENGTH_H_
