#include "sim/gtest/scenario_test.h"

#include <memory>
#include <string>

#include <gmock/gmock.h>

#include "proptests/scenarios/toy/bounded_queue.h"
#include "sim/world/crew.h"

namespace interleave::sim {
namespace {

using testing::HasSubstr;
using testing::Not;

// Tests that pass: the macros as users write them.

INTERLEAVE_TEST(InterleaveTest, BodyPasses, .schedules = 100) {
  int ended = 0;
  Crew crew(world);
  for (unsigned i = 1; i <= 3; ++i) crew.start({"thread", i}, [&ended] { ++ended; });
  crew.join();
  EXPECT_EQ(ended, 3);
}

INTERLEAVE_TEST(InterleaveTest, NeedsNoOptions) {}

INTERLEAVE_SCENARIO_TEST(InterleaveTest, ObjectPasses, proptests::toy::BoundedQueue({}),
                         .schedules = 100, .strategy = "random");
INTERLEAVE_SCENARIO_TEST(InterleaveTest, PointerPasses,
                         std::make_unique<FunctionScenario>("empty", "", [](SimWorld&) {}));

// What is told to a framework, here by hand.
class Told final : public Expectations {
 public:
  void begin_run() override {
    ++runs;
    text.clear();
  }
  [[nodiscard]] std::string failed() const override { return text; }

  int runs = 0;
  std::string text;
};

ScenarioTestOptions in_scratch(std::uint64_t schedules) {
  return {.schedules = schedules, .out_dir = testing::TempDir() + "scenario-check"};
}

TEST(CheckScenario, CountsRunsAndSaysSo) {
  Told told;
  const FunctionScenario empty("empty", "", [](SimWorld&) {});
  const ScenarioCheck check = check_scenario(empty, in_scratch(40), told, "--filter");
  EXPECT_EQ(check.failure, "");
  EXPECT_EQ(check.schedules, 40u);
  EXPECT_GE(told.runs, 40);
  EXPECT_THAT(check.summary, HasSubstr("40 schedules, 1 distinct traces, every rule held"));
}

TEST(CheckScenario, WhatTheFrameworkSaysEndsTheTest) {
  Told told;
  const FunctionScenario bad("bad", "", [&told](SimWorld&) { told.text = "a.cc:7: wrong"; });
  const ScenarioCheck check = check_scenario(bad, in_scratch(40), told, "--filter=It s");
  EXPECT_EQ(check.schedules, 1u);
  EXPECT_THAT(check.failure, HasSubstr("RULE BROKEN: expectation\n  a.cc:7: wrong"));
  EXPECT_THAT(check.failure, HasSubstr("INTERLEAVE_REPLAY="));
  EXPECT_THAT(check.failure, HasSubstr(" '--filter=It s'\n"));
}

TEST(CheckScenario, OneRunsFailureIsNotTheNexts) {
  Told told;
  const FunctionScenario sometimes("sometimes", "", [&told](SimWorld& world) {
    // The first run is cut, and must leave nothing behind.
    told.text = "a.cc:7: cut";
    world.broken_rule("cut", "here");
  });
  EXPECT_THAT(check_scenario(sometimes, in_scratch(1), told, "").failure,
              HasSubstr("RULE BROKEN: cut"));
  const FunctionScenario empty("empty", "", [](SimWorld&) {});
  EXPECT_EQ(check_scenario(empty, in_scratch(5), told, "").failure, "");
}

TEST(GTestExpectations, KeepTheFirstOfARunOnOneLine) {
  std::string none;
  std::string first;
  std::string next;
  {
    gtest::GTestExpectations expectations;
    expectations.begin_run();
    none = expectations.failed();
    EXPECT_EQ(1, 2) << "more\nlines";
    EXPECT_EQ(3, 4);
    first = expectations.failed();
    expectations.begin_run();
    next = expectations.failed();
  }
  EXPECT_EQ(none, "");
  EXPECT_THAT(first, HasSubstr("scenario_test_test.cc:"));
  EXPECT_THAT(first, HasSubstr("more lines"));
  EXPECT_THAT(first, Not(HasSubstr("\n")));
  EXPECT_EQ(next, "");
}

TEST(Crew, AsksAgainWhereAThreadIsRefused) {
  const FunctionScenario program("program", "", [](SimWorld& world) {
    int ended = 0;
    Crew crew(world);
    for (unsigned i = 1; i <= 5; ++i) crew.start({"thread", i}, [&ended] { ++ended; });
    crew.join();
    if (ended != 5) world.broken_rule("check", "not all have run");
  });
  Told told;
  EXPECT_EQ(check_scenario(program, in_scratch(2'000), told, "").failure, "");
}

}  // namespace
}  // namespace interleave::sim
