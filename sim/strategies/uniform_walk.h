// The uniform random walk: every thread as often as it has something left to do.
#ifndef INTERLEAVE_SIM_STRATEGIES_UNIFORM_WALK_H_
#define INTERLEAVE_SIM_STRATEGIES_UNIFORM_WALK_H_

#include "sim/strategies/countdown.h"
#include "sim/strategies/drawing.h"
#include "sim/strategies/ready_watch.h"
#include "sim/strategies/sum_tree.h"

namespace interleave::sim {

// URW of Zhao et al. (ASPLOS 2025): a thread is drawn in proportion to the events that it and the
// threads that it has yet to make still have to do. Where no thread blocks and all joins come last,
// and once the counts are known, every interleaving is equally likely (the events are a forest, and
// this is the hook length formula). The first run, which knows nothing, is a random walk.
//
// Not counted is what only passes time: joins, yields, sleeps, and the rounds of waits that are
// woken in vain. A thread that can run has a weight of one event at least.
class UniformWalk final : public Drawing {
 public:
  [[nodiscard]] std::string_view name() const override { return "uniform"; }
  [[nodiscard]] bool follows() const override { return true; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override;
  void thread_ended(std::uint32_t thread) override;
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override;

 private:
  Countdown countdown_;
  Countdown::Totals totals_;
  ReadyWatch watch_;
  SumTree tree_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_UNIFORM_WALK_H_
