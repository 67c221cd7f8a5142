// The simplest run so far, and the question whether another is simpler.
#ifndef INTERLEAVE_SIM_SHRINK_SHRINKER_H_
#define INTERLEAVE_SIM_SHRINK_SHRINKER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/engine/simulation.h"
#include "sim/shrink/measured.h"
#include "sim/shrink/plan.h"
#include "sim/shrink/plan_strategy.h"
#include "sim/shrink/simplicity.h"

namespace interleave::sim {

// How long shrinking may take, whichever comes first. Within the runs it is deterministic.
struct ShrinkOptions {
  std::uint64_t runs = 20'000;
  std::chrono::nanoseconds time = std::chrono::seconds(10);  // real time
  std::function<bool()> go_on;                               // false ends it; may be empty
  // As RunOptions::on_crash: a sanitizer ends the process in one of the runs.
  std::function<void(const RunResult&)> on_crash;
};

class Shrinker {
 public:
  // A run that breaks the rule.
  struct Case {
    std::shared_ptr<const Scenario> scenario;
    RunOptions options;
    Plan plan;
    Simplicity simplicity;
  };

  // `simulation` outlives this.
  Shrinker(Simulation& simulation, const ShrinkOptions& options);

  // The run from which to begin; its finding's signature is what the others must have.
  void begin(Case first, std::string signature);

  // Makes the best run simpler until nothing helps, or the limits are reached.
  void shrink();

  [[nodiscard]] const Case& best() const { return best_; }
  [[nodiscard]] std::uint64_t runs() const { return runs_; }
  // Nothing helps any more: shrinking the result again changes nothing.
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  // May another run be made?
  [[nodiscard]] bool more();
  // Makes the run of `strategy`; true when it is simpler, breaks the rule in the same way, and does
  // so again when its decisions are taken once more. Then it is the best.
  bool better(const std::shared_ptr<const Scenario>& scenario, const RunOptions& options,
              Strategy& strategy, std::uint64_t seed);
  bool better(const std::shared_ptr<const Scenario>& scenario, const RunOptions& options,
              const Plan& plan);
  bool better(const Plan& plan) { return better(best_.scenario, best_.options, plan); }
  bool better(std::optional<std::vector<Segment>> segments);
  bool repeats(const Scenario& scenario, const RunOptions& options, const RunResult& result);

  // The stages; each in stages.cc.
  void shrink_scenario();
  bool search(const std::shared_ptr<const Scenario>& scenario);
  void shrink_fault_kinds();
  void shrink_deviations(const std::function<bool(DecisionKind)>& wanted);
  void shrink_preemptions();
  void shrink_switches();
  void shrink_weight();
  void shrink_run();
  // Removes stretches of segments, the longest first.
  void cut_segments();
  // Sets a number of the best run to less as long as that helps.
  void lower(const std::function<std::uint32_t()>& value,
             const std::function<bool(std::uint32_t)>& set);
  using Cut = std::optional<std::vector<Segment>> (*)(const std::vector<Segment>&, std::size_t);
  void cut_each(Cut cut);

  Simulation& simulation_;
  const ShrinkOptions& options_;
  const std::chrono::steady_clock::time_point end_;
  std::string signature_;
  Case best_;
  PlanStrategy plan_strategy_;
  std::set<std::string> hopeless_;  // what a search has found nothing in: parameters and faults
  std::uint64_t runs_ = 0;
  bool complete_ = false;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_SHRINKER_H_
