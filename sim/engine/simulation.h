// The engine: runs a scenario once under a strategy's decisions, with every rule watched.
#ifndef INTERLEAVE_SIM_ENGINE_SIMULATION_H_
#define INTERLEAVE_SIM_ENGINE_SIMULATION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/rules/monitor.h"
#include "model/trace/record.h"
#include "sim/engine/decision.h"
#include "sim/engine/faults.h"
#include "sim/engine/scenario.h"
#include "sim/engine/strategy.h"

namespace interleave::sim {

// How to run; one value for many runs.
struct RunOptions {
  std::uint64_t step_limit = 100'000;  // points after which a run is cut (and is a finding)
  Faults faults;                       // which faults exist in this run, and how often
  // Called for every record and every decision, with the world's names: for recordings,
  // explanations and transcripts. Empty in exploration, where nothing but the hash is kept.
  std::function<void(const Record&)> on_record;
};

struct RunResult {
  std::optional<Finding> finding;    // absent: every rule held
  std::vector<Decision> decisions;   // the test case
  std::uint64_t steps = 0;           // points at which a thread was chosen or went on
  std::uint64_t records = 0;
  std::uint64_t hash = 0;            // rolling hash over every record and decision
  std::uint64_t trace = 0;           // equal for runs that differ only in the order of independent
                                     // operations (a Mazurkiewicz trace hash)
};

class Engine;

// Reuses its fibers, objects and memory from run to run. One OS thread; several may exist at once.
class Simulation {
 public:
  Simulation();
  ~Simulation();

  // Runs `scenario` from its beginning to its end, or to the first broken rule. A run that breaks a
  // rule is abandoned where it stands: its threads do not run again. The result is valid until the
  // next call.
  const RunResult& run(const Scenario& scenario, Strategy& strategy, std::uint64_t seed,
                       const RunOptions& options);

  // Names of the last run's objects and threads, for reports: "worker.3", "leader/loop" (a thread's
  // path in the tree of spawns).
  [[nodiscard]] std::string object_name(ObjectId id) const;
  [[nodiscard]] std::string thread_path(std::uint32_t number) const;

 private:
  std::unique_ptr<Engine> engine_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_SIMULATION_H_
