// The thread of the highest priority, when priorities change all the time.
#ifndef INTERLEAVE_SIM_STRATEGIES_WINNER_TREE_H_
#define INTERLEAVE_SIM_STRATEGIES_WINNER_TREE_H_

#include <algorithm>
#include <array>
#include <cstdint>

#include "sim/engine/operation.h"

namespace interleave::sim {

// A tournament over the threads by number: a change costs one comparison for each doubling of their
// number, and nothing is allocated.
class WinnerTree {
 public:
  // Nobody takes part.
  void clear() {
    std::fill_n(priority_.begin(), size_, 0);
    std::fill_n(winner_.begin(), size_, 0);
  }
  // 0: `thread` does not take part.
  void set(std::uint32_t thread, std::uint32_t priority) {
    while (thread >= size_) grow();
    priority_[thread] = priority;
    for (std::uint32_t node = (size_ + thread) / 2; node != 0; node /= 2) play(node);
  }
  // The thread of the highest priority; of equal ones, any.
  [[nodiscard]] std::uint32_t top() const { return winner_[1]; }

 private:
  // Leaves are not stored: the leaf of a thread is the thread.
  [[nodiscard]] std::uint32_t winner(std::uint32_t node) const {
    return node >= size_ ? node - size_ : winner_[node];
  }
  void play(std::uint32_t node) {
    const std::uint32_t left = winner(2 * node);
    const std::uint32_t right = winner(2 * node + 1);
    winner_[node] = priority_[left] >= priority_[right] ? left : right;
  }
  void grow() {
    size_ *= 2;
    for (std::uint32_t node = size_ - 1; node != 0; --node) play(node);
  }

  std::uint32_t size_ = 8;  // leaves: a power of two, above every number that has taken part
  std::array<std::uint32_t, kMostThreads> priority_{};
  std::array<std::uint32_t, kMostThreads> winner_{};  // by node: the root is 1, then level by level
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_WINNER_TREE_H_
