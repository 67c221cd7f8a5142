// Makes a run again from its decisions and writes down what happens.
#ifndef INTERLEAVE_SIM_EXPLAIN_RUN_OBSERVER_H_
#define INTERLEAVE_SIM_EXPLAIN_RUN_OBSERVER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "sim/engine/scenario.h"
#include "sim/engine/simulation.h"
#include "sim/explain/observed_run.h"

namespace interleave::sim {

// Who looks on while a run is made again; each may be empty. Called in the threads of the run.
struct Onlooker {
  std::function<void(const Record&)> on_record;
  // `point` counts from 0, as ObservedRun::points.
  std::function<void(std::size_t point, std::uint32_t thread)> on_point;
};

// A simulation with every rule, of which one program is observed again and again. Used by one OS
// thread. `scenario` outlives it.
class RunObserver {
 public:
  // `options` are those of the recorded run: the step limit and the faults.
  RunObserver(const Scenario& scenario, std::uint64_t seed, RunOptions options);
  RunObserver(const RunObserver&) = delete;
  RunObserver& operator=(const RunObserver&) = delete;
  ~RunObserver();

  // The run that `decisions`, which were taken in this process, make.
  ObservedRun observe(const std::vector<Decision>& decisions, const Onlooker& onlooker = {});

  // A run under another strategy. The result is valid until the next run.
  const RunResult& run(Strategy& strategy);

  [[nodiscard]] Simulation& simulation() { return *simulation_; }

 private:
  class ObjectTable;

  const Scenario& scenario_;
  const std::uint64_t seed_;
  const RunOptions options_;
  ObjectTable* table_ = nullptr;  // owned by the simulation
  std::unique_ptr<Simulation> simulation_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_RUN_OBSERVER_H_
