// Scenarios as tests of GoogleTest.
//
//   INTERLEAVE_TEST(Queue, GivesEverythingOut, .schedules = 5'000) {
//     Queue queue(world.threads());
//     ...
//     EXPECT_EQ(queue.size(), 0);
//   }
//
// The test makes many runs of the body, each under another schedule, and fails at the first that
// breaks a rule; the message holds the command that replays that run in this program. Options are
// those of ScenarioTestOptions, variables of the environment those of test_settings.h.
//
// EXPECT_ and ASSERT_ may be used in the body, in every thread of it: the first that fails is the
// broken rule "expectation" of that run, when it has come to its end.
#ifndef INTERLEAVE_SIM_GTEST_SCENARIO_TEST_H_
#define INTERLEAVE_SIM_GTEST_SCENARIO_TEST_H_

#include <memory>
#include <string>

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "sim/engine/function_scenario.h"
#include "sim/gtest/scenario_check.h"

namespace interleave::sim::gtest {

// Takes what the body's EXPECT_ and ASSERT_ say from GoogleTest, as long as it lives.
class GTestExpectations final : public Expectations {
 public:
  void begin_run() override { seen_ = results_.size(); }
  [[nodiscard]] std::string failed() const override {
    for (int i = seen_; i < results_.size(); ++i) {
      const testing::TestPartResult& result = results_.GetTestPartResult(i);
      if (result.failed()) return on_one_line(result);
    }
    return {};
  }

 private:
  static std::string on_one_line(const testing::TestPartResult& result) {
    std::string text = result.file_name() == nullptr ? "" : result.file_name();
    text += ":" + std::to_string(result.line_number()) + ": ";
    for (const char* at = result.message(); *at != '\0'; ++at) {
      if (*at != '\n') {
        text += *at;
      } else if (at[1] != '\0' && text.back() != ' ') {
        text += ' ';
      }
    }
    return text;
  }

  testing::TestPartResultArray results_;
  int seen_ = 0;
  testing::ScopedFakeTestPartResultReporter reporter_{
      testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results_};
};

// "Queue.GivesEverythingOut" of the test that runs.
inline std::string this_test() {
  const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
  return std::string(test.test_suite_name()) + "." + test.name();
}

// Fails the test that runs, at `file` and `line`, when a rule is broken; for tests that the macros
// do not make, as those with parameters: the last two are __FILE__ and __LINE__.
inline void expect_rules_hold(const Scenario* scenario, const ScenarioTestOptions& options,
                              const char* file, int line) {
  if (scenario == nullptr) {
    ADD_FAILURE_AT(file, line) << "there is no scenario: null";
    return;
  }
  ScenarioCheck check;
  {
    GTestExpectations expectations;
    check = check_scenario(*scenario, options, expectations, "--gtest_filter=" + this_test());
  }
  testing::Test::RecordProperty("schedules", std::to_string(check.schedules));
  if (!check.failure.empty()) {
    ADD_FAILURE_AT(file, line) << check.failure;
  } else {
    std::cout << this_test() << ": " << check.summary << std::endl;
  }
}

inline const Scenario* scenario_of(const Scenario& scenario) {
  return &scenario;
}
template <class S>
const Scenario* scenario_of(const std::unique_ptr<S>& scenario) {
  return scenario.get();
}

}  // namespace interleave::sim::gtest

// A test whose body is a scenario: it is a function of `SimWorld& world`.
#define INTERLEAVE_TEST(suite, name, ...)                                                      \
  static void Interleave_##suite##_##name(::interleave::sim::SimWorld& world);                 \
  TEST(suite, name) {                                                                          \
    const ::interleave::sim::FunctionScenario scenario(#suite "." #name, "",                   \
                                                       Interleave_##suite##_##name);           \
    ::interleave::sim::gtest::expect_rules_hold(&scenario, {__VA_ARGS__}, __FILE__, __LINE__); \
  }                                                                                            \
  static void Interleave_##suite##_##name([[maybe_unused]] ::interleave::sim::SimWorld& world)

// A test of a scenario that there is already: an object of a class, or a std::unique_ptr to one.
#define INTERLEAVE_SCENARIO_TEST(suite, name, scenario, ...)                                     \
  TEST(suite, name) {                                                                            \
    ::interleave::sim::gtest::expect_rules_hold(::interleave::sim::gtest::scenario_of(scenario), \
                                                {__VA_ARGS__}, __FILE__, __LINE__);              \
  }                                                                                              \
  static_assert(true, "a semicolon may follow")

#endif  // INTERLEAVE_SIM_GTEST_SCENARIO_TEST_H_
