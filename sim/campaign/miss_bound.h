// With what probability have the runs so far missed a bug of a given depth?
#ifndef INTERLEAVE_SIM_CAMPAIGN_MISS_BOUND_H_
#define INTERLEAVE_SIM_CAMPAIGN_MISS_BOUND_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/strategy.h"

namespace interleave::sim {

// Collects what runs promise (Promise: a chance of at least 1 / (n * k^(d-1)); Burckhardt et al.,
// "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010). Runs are
// independent, so the chances of missing are multiplied, each with the k of its run. n is the
// greatest that any run of the scenario has had, for all of them: a run that has lost threads to a
// fault must not count for more than one without it. A run that promises depth d counts for smaller
// depths too, with its own chance: a bug of a smaller depth is one of depth d with constraints that
// always hold.
//
// It speaks of bugs that the scenario can show under its scheduler's choices, not of its faults.
class MissBound {
 public:
  // Runs that have promised the same.
  struct Runs {
    std::uint32_t depth = 1;
    std::uint64_t points = 1;
    std::uint64_t count = 0;
  };

  MissBound() = default;
  // From its content; what has the same depth and points may come in several pieces.
  MissBound(std::uint32_t threads, const std::vector<Runs>& runs);

  void add(const Promise& promise);
  // Other runs of the same scenario.
  void add(const MissBound& other);

  // At most this is the probability that no run has met a bug of a depth up to `depth`, from 1; 1
  // where no run has promised anything.
  [[nodiscard]] double missed(std::uint32_t depth) const;
  // The greatest depth of which something is known; 0: none.
  [[nodiscard]] std::uint32_t depth() const;

  // The greatest n of all runs. Of those that promised this depth or more: how many they are, and
  // the smallest and the greatest k; 0 where there is none.
  [[nodiscard]] std::uint32_t threads() const { return threads_; }
  [[nodiscard]] std::uint64_t runs(std::uint32_t depth) const;
  [[nodiscard]] std::uint64_t least_points(std::uint32_t depth) const;
  [[nodiscard]] std::uint64_t most_points(std::uint32_t depth) const;

  // Its content, by depth and points.
  [[nodiscard]] const std::vector<Runs>& content() const { return runs_; }

 private:
  void add(const Runs& runs);

  std::uint32_t threads_ = 0;
  std::vector<Runs> runs_;  // by depth and points
  std::size_t last_ = 0;    // where the last promise was: the next is most often the same
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_MISS_BOUND_H_
