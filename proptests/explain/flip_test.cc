// The pair of steps whose exchange makes a run pass: that it is found, that it is the right one,
// where it is in the source, and that the exchange does what is said of it.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/explain/buggy.h"
#include "proptests/replay/toy_bugs.h"
#include "proptests/sim/program.h"
#include "sim/explain/dependence.h"
#include "sim/explain/run_observer.h"
#include "sim/explain/verified_run.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

using testing::HasSubstr;

// Lines of the programs below, by what stands there.
struct Lines {
  std::uint32_t notify = 0;
  std::uint32_t wait = 0;
};

void await(Mutex& mutex, CondVar& set, const bool& flag, Lines& lines) {
  const Locked locked(mutex);
  lines.wait = __LINE__ + 1;
  set.wait([&flag] { return flag; });
}

void tell(CondVar& set, bool& flag, Lines& lines) {
  flag = true;
  lines.notify = __LINE__ + 1;
  set.notify_one();
}

// A flag that is set, and its waiter notified, without the lock. Two more threads
// take another lock, in an order that does not matter.
Program lost_wakeup(Lines& lines) {
  return Program([&lines](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto set = world.threads().make_condvar({"set"}, *mutex);
    bool flag = false;
    const auto other = world.threads().make_mutex({"other"}, Rank::unranked);
    const auto take_other = [&] { const Locked locked(*other); };
    const auto idle = spawn(world, {"idle"}, take_other);
    const auto idler = spawn(world, {"idler"}, take_other);
    const auto waiter = spawn(world, {"waiter"}, [&] { await(*mutex, *set, flag, lines); });
    world.yield();
    tell(*set, flag, lines);
    waiter->join();
    idle->join();
    idler->join();
  });
}

// A counter that two threads raise in two steps each.
Program lost_update() {
  return Program([](SimWorld& world) {
    Shared<int> counter(world, {"counter"});
    const auto raise = [&counter] { counter.store(counter.load() + 1); };
    const auto one = spawn(world, {"one"}, raise);
    const auto two = spawn(world, {"two"}, raise);
    one->join();
    two->join();
    check(world, counter.load() == 2, "an update is lost");
  });
}

const Frame& own_frame(const PairStep& step) {
  const auto own = std::ranges::find(step.stack, true, &Frame::of_program);
  EXPECT_NE(own, step.stack.end());
  static const Frame kNone;
  return own == step.stack.end() ? kNone : *own;
}

// Makes the run again with the exchange, and says what it breaks.
std::string rule_after(const Scenario& scenario, const Recording& recording,
                       const Exchange& exchange) {
  auto verified = verified_run(scenario, recording, {});
  auto& [observer, run] = std::get<VerifiedRun>(verified);
  FlipStrategy strategy(run, exchange);
  const RunResult& result = observer->run(strategy);
  EXPECT_TRUE(strategy.flipped());
  return result.finding ? result.finding->rule : std::string();
}

TEST(Flip, ALostWakeupIsTheWaitAfterTheNotification) {
  Lines lines;
  const Program program = lost_wakeup(lines);
  const Recording recording = record_run(program, "lost-wakeup");
  const Explanation explanation = explained(program, recording);
  ASSERT_TRUE(explanation.pair);
  const auto& [first, second] = *explanation.pair;
  EXPECT_EQ(first.words, "leader wakes one waiter of set");
  EXPECT_EQ(second.words, "waiter begins to wait for set");
  ASSERT_LT(first.row, second.row);
  EXPECT_EQ(own_frame(first).line, lines.notify);
  EXPECT_THAT(own_frame(first).file, HasSubstr("proptests/explain/flip_test.cc"));
  EXPECT_THAT(own_frame(first).function, HasSubstr("tell"));
  EXPECT_EQ(own_frame(second).line, lines.wait);
  EXPECT_THAT(own_frame(second).function, HasSubstr("await"));
}

TEST(Flip, TheExchangeMakesTheRunPassAndAnotherOneDoesNot) {
  Lines lines;
  const Program program = lost_wakeup(lines);
  const Recording recording = record_run(program, "lost-wakeup");
  auto verified = verified_run(program, recording, {});
  auto& [observer, run] = std::get<VerifiedRun>(verified);
  const FlipResult flip = find_flip(*observer, run, involved_in_finding(run));
  ASSERT_TRUE(flip.exchange);
  EXPECT_EQ(rule_after(program, recording, *flip.exchange), "");
  const std::vector<Race> all = races(run, run.points.size());
  const auto harmless = std::ranges::find_if(
      all, [&](const Race& race) { return run.names(race.object) == "the other lock"; });
  ASSERT_NE(harmless, all.end());
  Exchange useless;
  useless.first = harmless->earlier;
  useless.second = harmless->later;
  useless.thread = run.points[useless.second].thread;
  useless.object = harmless->object;
  useless.needed = harmless->needed;
  EXPECT_EQ(rule_after(program, recording, useless), "lost-wakeup");
}

TEST(Flip, ADeadlockIsTheLockThatCameBeforeOneThatNeverCame) {
  const auto scenario = proptests::make_toy_bug("ab-ba");
  const Explanation explanation = explained(*scenario, record_run(*scenario, "deadlock"));
  ASSERT_TRUE(explanation.pair);
  const auto& [first, second] = *explanation.pair;
  EXPECT_THAT(first.words, HasSubstr("takes the "));
  EXPECT_EQ(second.row, Row::kNone);
  EXPECT_NE(first.thread, second.thread);
  // The same lock, and both in the function that takes both.
  EXPECT_EQ(first.words.substr(first.words.find(' ')), second.words.substr(second.words.find(' ')));
  for (const PairStep* step : {&first, &second}) {
    EXPECT_THAT(own_frame(*step).function, HasSubstr("take_both"));
    EXPECT_THAT(own_frame(*step).file, HasSubstr("proptests/replay/toy_bugs.cc"));
  }
}

TEST(Flip, ALostUpdateIsAStoreBetweenLoadAndStore) {
  const Program program = lost_update();
  const Explanation explanation = explained(program, record_run(program, "check"));
  ASSERT_TRUE(explanation.pair);
  const auto& [first, second] = *explanation.pair;
  EXPECT_NE(first.thread, second.thread);
  EXPECT_THAT(first.words, HasSubstr("loads counter"));
  EXPECT_THAT(second.words, HasSubstr("stores to counter"));
}

TEST(Flip, ACrashIsTheStepThatCameTooEarly) {
  const auto scenario = proptests::make_toy_bug("null");
  const Explanation explanation = explained(*scenario, record_run(*scenario, "crash"));
  ASSERT_TRUE(explanation.pair);
  EXPECT_EQ(explanation.pair->first.words, "reader takes the mutex lock");
  EXPECT_EQ(explanation.pair->second.words, "leader takes the mutex lock");
}

TEST(Flip, SaysSoWhereNoExchangeHelps) {
  const Program program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto other = spawn(world, {"other"}, [&] { const Locked locked(*mutex); });
    {
      const Locked locked(*mutex);
    }
    other->join();
    check(world, false, "wrong whatever the order is");
  });
  const Explanation explanation = explained(program, record_run(program, "check"));
  EXPECT_FALSE(explanation.pair);
  EXPECT_GT(explanation.reruns, 0U);
  EXPECT_TRUE(explanation.search_complete);
}

TEST(Flip, TheSearchStopsAtItsBounds) {
  const auto scenario = proptests::make_toy_bug("ab-ba");
  const Recording recording = record_run(*scenario, "deadlock");
  ExplainRequest request;
  request.bounds.reruns = 0;
  const auto outcome = explain(*scenario, recording, request);
  const auto& explanation = std::get<Explanation>(outcome);
  EXPECT_FALSE(explanation.pair);
  EXPECT_EQ(explanation.reruns, 0U);
  EXPECT_FALSE(explanation.search_complete);
}

// Without its exchange the strategy makes the recorded run again, faults and all.
TEST(Flip, FollowsTheRecordedRunUpToTheExchange) {
  Lines lines;
  const Program program = lost_wakeup(lines);
  const Recording recording = record_run(program, "lost-wakeup", Faults::all());
  auto verified = verified_run(program, recording, {});
  auto& [observer, run] = std::get<VerifiedRun>(verified);
  // The last point before itself: nothing changes.
  Exchange last;
  last.first = run.points.size() - 1;
  last.second = last.first;
  last.thread = run.points[last.first].thread;
  FlipStrategy strategy(run, last);
  const RunResult& result = observer->run(strategy);
  EXPECT_EQ(result.hash, run.result.hash);
}

}  // namespace
}  // namespace interleave::sim
