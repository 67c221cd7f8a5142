// Every workload that RapidCheck can think of, under the random walk and with faults that are drawn
// anew for each schedule: no rule of the threading model is ever broken.
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/properties/gen_workload.h"
#include "proptests/scenarios/daemon_scenario.h"
#include "sim/campaign/finding_store.h"
#include "sim/engine/simulation.h"
#include "sim/replay/recorder.h"
#include "sim/replay/recording.h"
#include "sim/strategies/random_walk.h"

namespace interleave::proptests {
namespace {

constexpr std::uint64_t kSchedules = 40;  // for each workload

// Keeps the run for `interleave replay`, in the directory where the test runs.
std::string keep(const sim::RunOrigin& origin, const sim::Simulation& simulation,
                 const sim::RunResult& result) {
  const std::string file =
      sim::recording_file_name(origin.scenario.name(), result.finding->rule, origin.seed);
  const std::string problem =
      sim::write_recording(sim::make_recording(origin, simulation, result), file);
  return problem.empty() ? file : problem;
}

void hold_all_rules(const Workload& workload) {
  const DaemonScenario scenario("workload", "a property's", workload);
  sim::Simulation simulation;
  sim::RandomWalk strategy;
  for (std::uint64_t seed = 1; seed <= kSchedules; ++seed) {
    sim::RunOptions options;
    options.faults = sim::Faults::swarm(seed);
    const sim::RunResult& result = simulation.run(scenario, strategy, seed, options);
    if (!result.finding) continue;
    RC_LOG() << result.finding->rule << ": " << result.finding->what << "\nto see it again: "
             << "interleave replay "
             << keep({scenario, strategy.name(), seed, options}, simulation, result) << "\n";
    RC_FAIL("a rule is broken");
  }
}

RC_GTEST_PROP(Daemon, HoldsEveryRuleForEveryWorkload, ()) {
  hold_all_rules(*gen_workload());
}

}  // namespace
}  // namespace interleave::proptests
