// Every workload that shrinking may come to is one: it can be written, read, and is smaller.
#include "proptests/scenarios/simpler_workload.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/properties/gen_workload.h"
#include "proptests/scenarios/catalogue.h"
#include "proptests/scenarios/daemon_scenario.h"
#include "sim/engine/simulation.h"
#include "sim/strategies/random_walk.h"

namespace interleave::proptests {
namespace {

RC_GTEST_PROP(SimplerWorkload, IsSmallerAndReadsBack, ()) {
  const Workload workload = *gen_workload();
  std::uint64_t last = 0;
  for (const Workload& simpler : simpler_workloads(workload)) {
    RC_ASSERT(size_of(simpler) < size_of(workload));
    RC_ASSERT(size_of(simpler) >= last);
    last = size_of(simpler);
    const auto parsed = parse_workload(to_text(simpler));
    RC_ASSERT(std::holds_alternative<Workload>(parsed));
    RC_ASSERT(std::get<Workload>(parsed) == simpler);
  }
}

// Or shrinking would come to a run that breaks a rule with no bug in the daemon.
TEST(SimplerWorkload, IsOneThatACorrectDaemonServes) {
  sim::Simulation simulation;
  sim::RandomWalk strategy;
  for (const auto& preset : scenarios()) {
    for (const auto& simpler : preset->simpler()) {
      for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        sim::RunOptions options;
        options.faults = sim::Faults::swarm(seed);
        const sim::RunResult& result = simulation.run(*simpler, strategy, seed, options);
        ASSERT_FALSE(result.finding) << preset->name() << ", " << simpler->parameters() << ", seed "
                                     << seed << ": " << result.finding->what;
      }
    }
  }
}

}  // namespace
}  // namespace interleave::proptests
