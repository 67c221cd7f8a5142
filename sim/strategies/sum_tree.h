// A thread drawn in proportion to its weight, when weights change all the time.
#ifndef INTERLEAVE_SIM_STRATEGIES_SUM_TREE_H_
#define INTERLEAVE_SIM_STRATEGIES_SUM_TREE_H_

#include <algorithm>
#include <array>
#include <cstdint>

#include "sim/engine/operation.h"

namespace interleave::sim {

// Sums of weights over the threads by number, halved at each level: a change and a draw cost one
// step for each doubling of the number of threads, and nothing is allocated.
class SumTree {
 public:
  void clear() { std::fill_n(sum_.begin(), 2 * size_, 0); }

  void set(std::uint32_t thread, std::uint64_t weight) {
    while (thread >= size_) grow();
    const std::uint64_t change = weight - sum_[size_ + thread];
    if (change == 0) return;
    for (std::uint32_t node = size_ + thread; node != 0; node /= 2) sum_[node] += change;
  }
  [[nodiscard]] std::uint64_t total() const { return sum_[1]; }
  // The thread at `position` in [0, total()): each has as many positions as its weight.
  [[nodiscard]] std::uint32_t at(std::uint64_t position) const {
    std::uint32_t node = 1;
    while (node < size_) {
      node *= 2;
      if (position >= sum_[node]) position -= sum_[node++];
    }
    return node - size_;
  }

 private:
  void grow() {
    // The leaves move up to the place that the larger tree has for them.
    for (std::uint32_t thread = size_; thread-- != 0;) {
      sum_[2 * size_ + thread] = sum_[size_ + thread];
    }
    std::fill_n(sum_.begin() + 3 * size_, size_, 0);
    size_ *= 2;
    for (std::uint32_t node = size_ - 1; node != 0; --node) {
      sum_[node] = sum_[2 * node] + sum_[2 * node + 1];
    }
  }

  std::uint32_t size_ = 8;  // leaves: a power of two, above every number that has had a weight
  std::array<std::uint64_t, std::size_t{2} * kMostThreads> sum_{};  // by node: the root is 1
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_SUM_TREE_H_
