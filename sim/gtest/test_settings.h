// What a scenario's test is asked to do: by its code, and by the environment of whoever runs it.
#ifndef INTERLEAVE_SIM_GTEST_TEST_SETTINGS_H_
#define INTERLEAVE_SIM_GTEST_TEST_SETTINGS_H_

#include <cstdint>
#include <string>
#include <variant>

#include "sim/campaign/campaign.h"

namespace interleave::sim {

struct ScenarioTestOptions {
  std::uint64_t schedules = 10'000;  // at most: the first broken rule ends the test
  std::uint64_t seed = kDefaultSeed;
  std::string strategy = CampaignOptions().strategy;  // as `--strategy` of the command line
  std::string out_dir = CampaignOptions().out_dir;    // where recordings go
};

struct TestSettings {
  ScenarioTestOptions options;
  std::string replay;  // a recording to run instead; empty: none
};

// `options` where the environment says nothing. INTERLEAVE_SCHEDULES, INTERLEAVE_SEED (a number, or
// "random"), INTERLEAVE_STRATEGY and INTERLEAVE_OUT come before the code's; INTERLEAVE_REPLAY names
// a recording. The error names the variable or the option and says what is allowed.
std::variant<TestSettings, std::string> test_settings(const ScenarioTestOptions& options);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_GTEST_TEST_SETTINGS_H_
