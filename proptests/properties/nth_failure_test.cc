// What the outside can refuse fails at its first, second, third ... time, until a run completes
// without: every rule holds in each run, and nothing is left.
#include "proptests/properties/nth_failure.h"

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "proptests/scenarios/catalogue.h"
#include "sim/engine/function_scenario.h"
#include "sim/engine/simulation.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests {

void PrintTo(const Failure& failure, std::ostream* out) {
  *out << failure.name;
}

namespace {

constexpr std::uint64_t kSeeds = 3;  // the straight run, and two walks

// A point of time comes at each point of a run; the others have few places.
std::uint64_t stride(const Failure& failure) {
  return failure.fault == sim::Fault::early_time ? 3 : 1;
}

class Nth : public ::testing::TestWithParam<Failure> {
 protected:
  // The runs of one scenario from one seed; returns how many.
  std::uint64_t fail_at_each(const sim::Scenario& scenario, std::uint64_t seed) {
    std::uint64_t runs = 0;
    for (std::uint64_t n = 0;; n += stride(GetParam())) {
      NthFailure strategy(GetParam(), n);
      sim::RunOptions options;
      options.faults = strategy.faults();
      const sim::RunResult& result = simulation_.run(scenario, strategy, seed, options);
      EXPECT_FALSE(result.finding)
          << scenario.name() << ", " << GetParam().name << " fails at place " << n << ", seed "
          << seed << ": " << result.finding->rule << ": " << result.finding->what;
      if (!strategy.happened() || result.finding) return runs;
      ++runs;
    }
  }

  sim::Simulation simulation_;
};

TEST_P(Nth, TimeLeavesEveryRule) {
  std::uint64_t runs = 0;
  for (const auto& scenario : scenarios()) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) runs += fail_at_each(*scenario, seed);
  }
  RecordProperty("runs", std::to_string(runs));
  EXPECT_GT(runs, scenarios().size()) << "hardly anything has failed";
}

// The program forgets what it has begun when its third thread is refused, and only then.
TEST(NthFailure, FindsThePlaceThatIsNotMinded) {
  const sim::FunctionScenario forgetful("forgetful", "", [](sim::SimWorld& world) {
    std::vector<std::unique_ptr<Thread>> threads;
    for (std::uint32_t i = 0; i < 4; ++i) {
      threads.push_back(world.threads().spawn(Name{"one", i}, [] {}));
      if (i == 2 && !threads.back()) world.broken_rule("leak", "two threads are forgotten");
    }
    for (const auto& thread : threads) {
      if (thread) thread->join();
    }
  });
  const Failure refused{"thread_start", sim::Fault::spawn_failure};
  sim::Simulation simulation;
  std::vector<bool> found;
  for (std::uint64_t n = 0;; ++n) {
    NthFailure strategy(refused, n);
    sim::RunOptions options;
    options.faults = strategy.faults();
    const bool broken = simulation.run(forgetful, strategy, 0, options).finding.has_value();
    if (!strategy.happened()) break;
    found.push_back(broken);
  }
  EXPECT_EQ(found, (std::vector{false, false, true, false}));
}

INSTANTIATE_TEST_SUITE_P(
    Failure, Nth,
    ::testing::Values(Failure{"accept_no_descriptors", sim::Fault::no_descriptors},
                      Failure{"accept_peer_vanished", sim::Fault::peer_vanished},
                      Failure{"accept_not_yet", sim::Fault::would_block, "accept"},
                      Failure{"read_or_write_reset", sim::Fault::reset},
                      Failure{"read_not_yet", sim::Fault::would_block, "read_some"},
                      Failure{"write_not_yet", sim::Fault::would_block, "write_some"},
                      Failure{"read_one_byte", sim::Fault::short_transfer, "read_some"},
                      Failure{"write_one_byte", sim::Fault::short_transfer, "write_some"},
                      Failure{"timer_early", sim::Fault::early_time},
                      Failure{"wakeup_spurious", sim::Fault::spurious_wakeup},
                      Failure{"thread_start", sim::Fault::spawn_failure}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace interleave::proptests
