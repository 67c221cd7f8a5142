// Strict replay: the same run comes out of its recording, and no other passes for it.
#include "sim/replay/replay.h"

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/replay/toy_bugs.h"
#include "proptests/scenarios/toy/toys.h"
#include "sim/replay/recorder.h"
#include "sim/replay/run_settings.h"
#include "sim/strategies/random_walk.h"

namespace interleave::sim {
namespace {

Recording record(Simulation& simulation, const Scenario& scenario, std::uint64_t seed,
                 const Faults& faults = {}) {
  RunOptions options;
  options.faults = faults;
  RandomWalk strategy;
  const RunResult& result = simulation.run(scenario, strategy, seed, options);
  return make_recording({scenario, strategy.name(), seed, options}, simulation, result);
}

// The recording of the first seed whose run breaks a rule.
Recording record_bug(Simulation& simulation, const Scenario& scenario) {
  for (std::uint64_t seed = 1; seed < 10'000; ++seed) {
    Recording recording = record(simulation, scenario, seed);
    if (!recording.rule.empty()) return recording;
  }
  ADD_FAILURE() << "no seed breaks a rule";
  return {};
}

ReplayResult replayed(Simulation& simulation, const Scenario& scenario,
                      const Recording& recording) {
  auto outcome = replay(simulation, scenario, recording);
  EXPECT_TRUE(std::holds_alternative<ReplayResult>(outcome));
  return std::get<ReplayResult>(std::move(outcome));
}

RC_GTEST_PROP(Replay, GivesTheRecordedRunForEverySeedAndFault, (std::uint64_t seed)) {
  for (const auto& scenario : proptests::toy::scenarios()) {
    Simulation simulation;
    const Recording recording = record(simulation, *scenario, seed, Faults::swarm(seed));
    // As a file would bring it back, into a simulation that knows nothing.
    const Recording read = std::get<Recording>(parse_recording(to_text(recording)));
    Simulation other;
    const ReplayResult result = replayed(other, *scenario, read);
    if (result.divergence) RC_FAIL(result.divergence->met);
    RC_ASSERT(result.result.hash == recording.hash);
    RC_ASSERT(make_recording({*scenario, recording.strategy, seed,
                              std::get<RunOptions>(from_settings(recording.settings))},
                             other, result.result) == recording);
  }
}

TEST(Replay, FindsTheSameBrokenRule) {
  const auto scenario = proptests::make_toy_bug("ab-ba");
  Simulation simulation;
  const Recording recording = record_bug(simulation, *scenario);
  EXPECT_EQ(recording.rule, "deadlock");
  const ReplayResult result = replayed(simulation, *scenario, recording);
  EXPECT_FALSE(result.divergence);
  ASSERT_TRUE(result.result.finding);
  EXPECT_EQ(result.result.finding->rule, recording.rule);
  EXPECT_EQ(result.result.finding->what, recording.what);
}

// Any change of one decision is noticed, at that decision or later.
RC_GTEST_PROP(Replay, DivergesWhenADecisionIsAnother, (std::uint64_t seed)) {
  const auto scenario = std::move(proptests::toy::scenarios().front());
  Simulation simulation;
  const Recording recording = record(simulation, *scenario, seed);
  RC_PRE(!recording.decisions.empty());
  Recording changed = recording;
  const auto at = *rc::gen::inRange<std::size_t>(0, changed.decisions.size());
  RecordedDecision& decision = changed.decisions[at];
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
      decision.thread += "x";
      break;
    case 1:
      decision.object += "x";
      break;
    case 2:
      decision.site += "x";
      break;
    case 3:
      ++decision.options;
      break;
    case 4:
      decision.kind = DecisionKind::draw;
      break;
    default:
      ++decision.taken;
      break;
  }
  const ReplayResult result = replayed(simulation, *scenario, changed);
  RC_ASSERT(result.divergence.has_value());
  // Another waiter that could have been taken shows later, by what it does.
  RC_ASSERT(result.divergence->position >= at + 1);
  if (decision.kind == DecisionKind::thread) RC_ASSERT(result.divergence->position == at + 1);
}

TEST(Replay, DivergesWhenDecisionsAreMissingOrLeftOver) {
  const auto scenario = std::move(proptests::toy::scenarios().front());
  Simulation simulation;
  const Recording recording = record(simulation, *scenario, 1);
  Recording longer = recording;
  longer.decisions.push_back(longer.decisions.back());
  const ReplayResult left_over = replayed(simulation, *scenario, longer);
  ASSERT_TRUE(left_over.divergence);
  EXPECT_EQ(left_over.divergence->position, recording.decisions.size() + 1);
  EXPECT_EQ(left_over.divergence->met, "the end of the run");

  Recording shorter = recording;
  shorter.decisions.pop_back();
  const ReplayResult missing = replayed(simulation, *scenario, shorter);
  ASSERT_TRUE(missing.divergence);
  EXPECT_EQ(missing.divergence->position, recording.decisions.size());
  EXPECT_EQ(missing.divergence->expected, "the end of the run");
}

TEST(Replay, DivergesWhenRuleOrHashIsAnother) {
  const auto scenario = proptests::make_toy_bug("ab-ba");
  Simulation simulation;
  const Recording recording = record_bug(simulation, *scenario);
  Recording other_hash = recording;
  other_hash.hash ^= 1;
  EXPECT_TRUE(replayed(simulation, *scenario, other_hash).divergence);
  Recording other_rule = recording;
  other_rule.rule = "leak";
  const ReplayResult result = replayed(simulation, *scenario, other_rule);
  ASSERT_TRUE(result.divergence);
  EXPECT_NE(result.divergence->expected.find("leak"), std::string::npos);
  EXPECT_NE(result.divergence->met.find("deadlock"), std::string::npos);
}

RC_GTEST_PROP(RunSettings, ComeBack, (std::uint64_t seed)) {
  RunOptions options;
  options.step_limit = seed;
  options.faults = Faults::swarm(seed);
  const auto back = from_settings(to_settings(options));
  RC_ASSERT(std::holds_alternative<RunOptions>(back));
  RC_ASSERT(std::get<RunOptions>(back).step_limit == options.step_limit);
  RC_ASSERT(std::get<RunOptions>(back).faults == options.faults);
}

TEST(RunSettings, RefuseWhatTheyDoNotKnow) {
  for (const Setting& wrong :
       {Setting{"earthquake", "ratio=1,most=1"}, Setting{"reset", "1"},
        Setting{"reset", "ratio=99999,most=1"}, Setting{"step_limit", "x"}}) {
    EXPECT_TRUE(std::holds_alternative<std::string>(from_settings({wrong}))) << wrong.name;
  }
}

}  // namespace
}  // namespace interleave::sim
