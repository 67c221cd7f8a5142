// Each program's bug is found, its fix is clean, and what is published of it can be read.
#include <map>
#include <memory>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/programs/catalogue.h"
#include "sim/campaign/strategies.h"
#include "sim/engine/simulation.h"

namespace interleave::proptests::programs {
namespace {

using testing::ElementsAre;
using testing::Key;
using testing::UnorderedElementsAre;

// How often each rule was broken; "" counts the clean runs. No monitor: the program's own verdict.
std::map<std::string, int> verdicts(const sim::Scenario& program, sim::Strategy& strategy,
                                    int runs) {
  sim::Simulation simulation{std::vector<std::unique_ptr<Monitor>>{}};
  std::map<std::string, int> counts;
  for (int seed = 1; seed <= runs; ++seed) {
    const sim::RunResult& result =
        simulation.run(program, strategy, static_cast<std::uint64_t>(seed), {});
    ++counts[result.finding ? result.finding->rule : std::string()];
  }
  return counts;
}

// The rule that was broken first within `runs` runs of some strategy.
std::string first_broken(const sim::Scenario& program, int runs) {
  sim::Simulation simulation{std::vector<std::unique_ptr<Monitor>>{}};
  for (const std::string& name : sim::strategy_names()) {
    const std::unique_ptr<sim::Strategy> strategy = sim::make_strategy(name);
    for (int seed = 1; seed <= runs; ++seed) {
      const sim::RunResult& result =
          simulation.run(program, *strategy, static_cast<std::uint64_t>(seed), {});
      if (result.finding) return result.finding->rule;
    }
  }
  return "";
}

class EachProgram : public testing::TestWithParam<Entry> {};

TEST_P(EachProgram, BreaksItsRule) {
  // The benchmark has the time for these.
  const std::set<std::string> slow = {"safe_stack", "reorder_50", "reorder_100", "twostage_100"};
  if (slow.contains(GetParam().name)) return;
  EXPECT_EQ(first_broken(*GetParam().make(), 2000), GetParam().rule);
}

TEST_P(EachProgram, IsCleanWhenFixed) {
  if (!GetParam().has_fix) return;
  const std::unique_ptr<sim::Scenario> fixed = GetParam().make(Variant::fixed);
  for (const std::string& name : sim::strategy_names()) {
    const std::unique_ptr<sim::Strategy> strategy = sim::make_strategy(name);
    EXPECT_THAT(verdicts(*fixed, *strategy, 200), ElementsAre(Key(""))) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Programs, EachProgram, testing::ValuesIn(programs()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace interleave::proptests::programs
