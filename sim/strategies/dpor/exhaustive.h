// Goes through all runs of a small program.
#ifndef INTERLEAVE_SIM_STRATEGIES_DPOR_EXHAUSTIVE_H_
#define INTERLEAVE_SIM_STRATEGIES_DPOR_EXHAUSTIVE_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "sim/engine/simulation.h"
#include "sim/strategies/dpor/dpor.h"

namespace interleave::sim {

struct ExhaustiveOptions {
  DporOptions search;
  // The faults that exist are tried wherever they can happen, within their limits.
  RunOptions run;
  std::uint64_t seed = 1;  // draws the order of the search
  std::uint64_t most_runs = std::numeric_limits<std::uint64_t>::max();
};

// For one scenario: `while (search.next_run_exists()) look_at(search.run());`
class Exhaustive {
 public:
  // The simulation and the scenario must outlive it.
  Exhaustive(Simulation& simulation, const Scenario& scenario, ExhaustiveOptions options = {})
      : simulation_(simulation),
        scenario_(scenario),
        options_(std::move(options)),
        strategy_(options_.search) {}

  [[nodiscard]] bool next_run_exists() const {
    return !statistics().ended && statistics().runs < options_.most_runs;
  }
  // Valid until the next run. A run that is cut (RunResult::cut) shows nothing new.
  const RunResult& run();
  // Runs all that there are.
  void run_all() {
    while (next_run_exists()) run();
  }

  [[nodiscard]] const DporStatistics& statistics() const { return strategy_.statistics(); }
  [[nodiscard]] bool complete() const { return statistics().complete(); }
  // What has not been looked at, in words; empty where the search is complete.
  [[nodiscard]] std::string left_out() const { return strategy_.left_out(); }
  // Mazurkiewicz traces (RunResult::trace) of the runs that were not cut.
  [[nodiscard]] std::size_t distinct_traces() const { return traces_.size(); }

 private:
  Simulation& simulation_;
  const Scenario& scenario_;
  const ExhaustiveOptions options_;
  Dpor strategy_;
  std::set<std::uint64_t> traces_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DPOR_EXHAUSTIVE_H_
