// Probabilistic concurrency testing: random priorities, changed at a few random points.
#ifndef INTERLEAVE_SIM_STRATEGIES_PCT_H_
#define INTERLEAVE_SIM_STRATEGIES_PCT_H_

#include <array>
#include <string>

#include "sim/strategies/change_points.h"
#include "sim/strategies/drawing.h"
#include "sim/strategies/run_length.h"
#include "sim/strategies/spin_watch.h"

namespace interleave::sim {

// PCT(d) of Burckhardt, Kothari, Musuvathi and Nagarakatte (ASPLOS 2010). Each thread has a random
// priority, new ones at a random rank among all; the highest that can run goes on. At d - 1 random
// choices out of k the thread about to run gets a priority below all of these, and the choice is
// made again. A run meets any bug of depth d, that is with d ordering constraints, with a chance of
// at least 1 / (n k^(d-1)).
//
// k is the number of choices of a run, learnt from the runs before. What spins or yields goes below
// everybody, beside the d - 1 changes, and a run of many times k choices goes on as a random walk:
// a run does not hang on a thread that waits for one of lower priority.
class Pct final : public Drawing {
 public:
  static constexpr std::uint32_t kMostDepth = ChangePoints::kMost + 1;

  // `depth` is in [1, kMostDepth].
  explicit Pct(std::uint32_t depth);

  [[nodiscard]] std::string_view name() const override { return name_; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  void end_run(std::uint64_t steps) override;
  [[nodiscard]] std::optional<Promise> promise() const override;

 private:
  void see(const ReadySet& ready);
  void find_best(const ReadySet& ready);
  void demote(const ReadySet& ready, std::uint64_t priority);
  void give_way(const Choice& choice);

  const std::uint32_t depth_;
  const std::string name_;
  RunLength length_;

  // The run.
  std::uint64_t choices_ = 0;
  std::uint64_t tail_ = 0;       // choices after which the random walk begins
  std::uint64_t among_ = 0;      // choices among which the changes were drawn
  std::uint64_t demotions_ = 0;  // beside the changes
  ChangePoints changes_;
  SpinWatch spin_;
  std::uint32_t best_ = 0;   // of the threads that could run at the last look
  std::uint32_t known_ = 0;  // threads up to this number have a priority
  ThreadSet gave_way_;       // by the yield that they are about to do
  std::array<std::uint64_t, kMostThreads / 64> seen_{};  // who could run at the last look
  std::array<std::uint64_t, kMostThreads> priority_{};
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_PCT_H_
