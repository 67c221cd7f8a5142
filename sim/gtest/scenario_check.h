// A bounded campaign over one scenario, or the replay of a recording, as a test that passes or not.
#ifndef INTERLEAVE_SIM_GTEST_SCENARIO_CHECK_H_
#define INTERLEAVE_SIM_GTEST_SCENARIO_CHECK_H_

#include <cstdint>
#include <string>

#include "sim/engine/scenario.h"
#include "sim/gtest/test_settings.h"
#include "sim/gtest/watched_scenario.h"

namespace interleave::sim {

struct ScenarioCheck {
  // Why the test fails: the rule and its words, the recordings, and the command that replays them;
  // or what is wrong with the environment or a file. Empty: every rule held.
  std::string failure;
  std::string summary;  // one line of a test that passes: schedules, traces, strategy, seed
  std::uint64_t schedules = 0;
};

// Explores `scenario` as `options` and the environment say (test_settings.h). A broken rule is
// recorded. `filter` is what makes this program run this test alone: "--gtest_filter=Queue.Close".
//
// To be called from one OS thread at a time, outside of runs. A finding of a sanitizer ends the
// process, after the same text has gone to standard error.
ScenarioCheck check_scenario(const Scenario& scenario, const ScenarioTestOptions& options,
                             Expectations& expectations, const std::string& filter);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_GTEST_SCENARIO_CHECK_H_
