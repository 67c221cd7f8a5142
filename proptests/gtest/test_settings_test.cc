#include "sim/gtest/test_settings.h"

#include <cstdlib>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::sim {
namespace {

using testing::StartsWith;

constexpr const char* kVariables[] = {"INTERLEAVE_SCHEDULES", "INTERLEAVE_SEED",
                                      "INTERLEAVE_STRATEGY", "INTERLEAVE_OUT", "INTERLEAVE_REPLAY"};

class Settings : public testing::Test {
 protected:
  Settings() { clear(); }
  ~Settings() override { clear(); }

  static void set(const char* name, const char* value) { ASSERT_EQ(setenv(name, value, 1), 0); }
  static TestSettings good(const ScenarioTestOptions& options = {}) {
    return std::get<TestSettings>(test_settings(options));
  }
  static std::string error(const ScenarioTestOptions& options = {}) {
    const auto settings = test_settings(options);
    const auto* text = std::get_if<std::string>(&settings);
    return text == nullptr ? "" : *text;
  }

 private:
  static void clear() {
    for (const char* name : kVariables) unsetenv(name);
  }
};

TEST_F(Settings, AreTheCodesWhereTheEnvironmentIsSilent) {
  const TestSettings settings = good({.schedules = 3, .seed = 4, .strategy = "pos"});
  EXPECT_EQ(settings.options.schedules, 3u);
  EXPECT_EQ(settings.options.seed, 4u);
  EXPECT_EQ(settings.options.strategy, "pos");
  EXPECT_EQ(settings.replay, "");
}

TEST_F(Settings, TheEnvironmentComesFirst) {
  set("INTERLEAVE_SCHEDULES", "70");
  set("INTERLEAVE_SEED", "0x2a");
  set("INTERLEAVE_STRATEGY", "pct3");
  set("INTERLEAVE_OUT", "there");
  set("INTERLEAVE_REPLAY", "a.rec");
  const TestSettings settings = good({.schedules = 3, .strategy = "no strategy"});
  EXPECT_EQ(settings.options.schedules, 70u);
  EXPECT_EQ(settings.options.seed, 42u);
  EXPECT_EQ(settings.options.strategy, "pct3");
  EXPECT_EQ(settings.options.out_dir, "there");
  EXPECT_EQ(settings.replay, "a.rec");
}

TEST_F(Settings, ARandomSeedIsDrawn) {
  set("INTERLEAVE_SEED", "random");
  EXPECT_NE(good().options.seed, good().options.seed);
}

TEST_F(Settings, TheFirstErrorIsTold) {
  set("INTERLEAVE_SCHEDULES", "many");
  set("INTERLEAVE_SEED", "some");
  EXPECT_THAT(error(), StartsWith("INTERLEAVE_SCHEDULES=many: allowed"));
  EXPECT_EQ(setenv("INTERLEAVE_SCHEDULES", "1", 1), 0);
  EXPECT_THAT(error(), StartsWith("INTERLEAVE_SEED=some: allowed"));
}

TEST_F(Settings, AnErrorSaysWhoseTheStrategyIs) {
  EXPECT_THAT(error({.strategy = "luck"}), StartsWith("the option strategy luck: allowed are "));
  set("INTERLEAVE_STRATEGY", "hope");
  EXPECT_THAT(error(), StartsWith("INTERLEAVE_STRATEGY=hope: allowed are "));
}

}  // namespace
}  // namespace interleave::sim
