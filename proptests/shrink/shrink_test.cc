// What is left of particular bugs: the least that they need.
#include "sim/shrink/shrink.h"

#include <memory>
#include <string>
#include <variant>

#include <gtest/gtest.h>

#include "model/base/assert.h"
#include "proptests/shrink/found.h"
#include "proptests/shrink/order_program.h"
#include "proptests/sim/program.h"
#include "sim/shrink/schedule_cuts.h"
#include "sim/shrink/signature.h"

namespace interleave::sim {
namespace {

Shrunk shrink_program(const std::shared_ptr<const Scenario>& scenario, const Faults& faults = {},
                      std::string_view rule = {}) {
  Simulation simulation;
  const auto found = find_bug(simulation, *scenario, faults, 50'000, rule);
  EXPECT_TRUE(found.has_value());
  return found ? shrunk(simulation, scenario, *found) : Shrunk{};
}

std::shared_ptr<const Scenario> program(std::function<void(SimWorld&)> body) {
  return std::make_shared<Program>(std::move(body));
}

// A flag that is set without the lock between the waiter's look and its wait; much else goes on.
void lost_wakeup(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  const auto set = world.threads().make_condvar({"set"}, *mutex);
  bool flag = false;
  const auto busy = [&world] {
    for (int i = 0; i < 10; ++i) world.sleep_until(world.clock().now());
  };
  const auto waiter = spawn(world, {"waiter"}, [&] {
    busy();
    Locked lock(*mutex);
    set->wait([&flag] { return flag; });
  });
  const auto setter = spawn(world, {"setter"}, [&] {
    busy();
    flag = true;
    set->notify_one();
  });
  const auto other = spawn(world, {"other"}, busy);
  waiter->join();
  setter->join();
  other->join();
}

TEST(Shrink, ALostWakeupNeedsOnePreemption) {
  const Shrunk result = shrink_program(program(lost_wakeup));
  EXPECT_EQ(result.recording.rule, "lost-wakeup");
  EXPECT_EQ(result.after.preemptions, 1U) << to_text(result.after);
  EXPECT_EQ(result.after.switches, 0U);
}

TEST(Shrink, ABugOfThreeConstraintsComesToItsMinimum) {
  // Thread 1 between two steps of thread 2, and thread 3 between two of thread 1.
  const OrderProgram::Shape shape{
      .steps = {6, 6, 6, 6},
      .constraints = {{{1, 2}, {0, 3}}, {{0, 3}, {2, 2}}, {{2, 2}, {0, 4}}, {{0, 4}, {1, 3}}},
      .drawn = 2};
  const Shrunk result = shrink_program(std::make_shared<OrderProgram>(shape));
  EXPECT_EQ(result.recording.parameters, "drawn=2 5 4 3 0");
  // Thread 2 goes first, by a switch that is no preemption: the leader waits.
  EXPECT_EQ(result.after.preemptions, 2U) << to_text(result.after);
  EXPECT_EQ(result.after.switches, 1U);
  EXPECT_EQ(result.after.choices, 1U);
}

TEST(Shrink, AFaultThatIsNeededStaysAndTheOthersGo) {
  const auto scenario = program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto never = world.threads().make_condvar({"never"}, *mutex);
    int woken = 0;
    // Without a predicate's loop: every return without cause counts.
    const auto waiter = spawn(world, {"waiter"}, [&] {
      Locked lock(*mutex);
      bool nothing = false;
      auto holds = [&nothing] { return nothing; };
      for (int i = 0; i < 3; ++i) {
        const Instant soon = later(world.clock().now(), std::chrono::milliseconds(1));
        woken += never->wait_once(Condition(holds), soon) ? 1 : 0;
      }
    });
    if (!waiter) return;
    waiter->join();
    check(world, woken == 0, "woken for nothing");
  });
  Faults faults = Faults::all();
  faults[Fault::spawn_failure] = {};
  const Shrunk result = shrink_program(scenario, faults, "check");
  EXPECT_EQ(result.after.faults, 1U) << to_text(result.after);
  EXPECT_EQ(result.after.early_times, 0U);
  EXPECT_EQ(result.after.kinds, 1U);
  EXPECT_EQ(result.after.preemptions, 0U);
}

TEST(Shrink, SaysHowMuchEarlyTimeIsNeeded) {
  // Long enough everywhere but where a deadline comes early.
  const auto scenario = program([](SimWorld& world) {
    bool done = false;
    const auto worker = spawn(world, {"worker"}, [&] {
      for (int i = 0; i < 5; ++i) world.sleep_until(world.clock().now());
      done = true;
    });
    world.sleep_until(later(world.clock().now(), std::chrono::milliseconds(7)));
    check(world, done, "seven milliseconds were not enough");
    worker->join();
  });
  Faults faults;
  faults[Fault::early_time] = Faults::all()[Fault::early_time];
  const Shrunk result = shrink_program(scenario, faults, "check");
  EXPECT_EQ(result.after.early_times, 1U);
  EXPECT_EQ(result.recording.early, 7'000'000U);
  EXPECT_NE(to_text(result, result.recording).find("7 ms of early time"), std::string::npos);
}

// Two assertions, of which the second needs more: shrinking does not slip from one to the other.
TEST(Shrink, DoesNotSlipToAnotherBugOfTheSameRule) {
  const auto scenario = program([](SimWorld& world) {
    int value = 0;
    const auto one = spawn(world, {"one"}, [&] {
      for (int i = 0; i < 4; ++i) {
        world.sleep_until(world.clock().now());
        value = i;
      }
    });
    world.sleep_until(world.clock().now());
    const int first = value;
    world.sleep_until(world.clock().now());
    IL_ASSERT(first == 0 || value != first, "it has stopped");
    IL_ASSERT(first == 0 || value == 3, "it has gone on");
    one->join();
  });
  Simulation simulation;
  for (std::uint64_t seed = 1; seed < 100; ++seed) {
    RandomWalk strategy;
    const RunResult& result = simulation.run(*scenario, strategy, seed, {});
    if (!result.finding) continue;
    const Recording found =
        make_recording({*scenario, strategy.name(), seed, {}}, simulation, result);
    const Shrunk small = shrunk(simulation, scenario, found);
    EXPECT_EQ(signature(small.recording.rule, small.recording.what),
              signature(found.rule, found.what));
  }
}

TEST(Shrink, ALoopThatGivesWayIsNoPreemption) {
  const auto scenario = program([](SimWorld& world) {
    bool go = false;
    const auto other = spawn(world, {"other"}, [&] {
      world.sleep_until(world.clock().now());
      go = true;
    });
    while (!go) world.yield();
    other->join();
    check(world, false, "always");
  });
  const Shrunk result = shrink_program(scenario, {}, "check");
  EXPECT_EQ(result.after.preemptions, 0U) << to_text(result.after);
  EXPECT_EQ(result.after.switches, 0U);
}

TEST(Shrink, RefusesACleanRunAndOneThatDiverges) {
  const auto scenario = program(lost_wakeup);
  Simulation simulation;
  auto found = find_bug(simulation, *scenario);
  ASSERT_TRUE(found);
  Recording clean = *found;
  clean.rule.clear();
  auto outcome = shrink(simulation, scenario, clean);
  ASSERT_TRUE(std::holds_alternative<ShrinkError>(outcome));
  EXPECT_FALSE(std::get<ShrinkError>(outcome).divergence);
  found->hash ^= 1;
  outcome = shrink(simulation, scenario, *found);
  ASSERT_TRUE(std::holds_alternative<ShrinkError>(outcome));
  EXPECT_TRUE(std::get<ShrinkError>(outcome).divergence);
}

TEST(Signature, IsTheSameForOtherNumbersAndAnotherEntryOfACycle) {
  EXPECT_EQ(signature("deadlock", "threads wait for each other: a.1 -> b.2 -> a.1"),
            signature("deadlock", "threads wait for each other: b.3 -> a.2 -> b.3"));
  EXPECT_NE(signature("deadlock", "threads wait for each other: a -> b -> a"),
            signature("deadlock", "threads wait for each other: a -> c -> a"));
  EXPECT_NE(signature("deadlock", "x"), signature("leak", "x"));
  EXPECT_EQ(signature("assertion", "daemon/x.cc:12: one (a == 1)"),
            signature("assertion", "daemon/x.cc:12: one (a == 2)"));
  EXPECT_NE(signature("assertion", "daemon/x.cc:12: one (a)"),
            signature("assertion", "daemon/x.cc:13: one (a)"));
  EXPECT_EQ(signature("leak", "3 objects"), signature("leak", "a lock is left"));
}

TEST(ScheduleCuts, MoveSegmentsAndJoinThem) {
  const Segments abab = {{1, 2, true, 1}, {2, 3, true, 1}, {1, 4, true, 2}, {2, 5, false, 1}};
  EXPECT_EQ(without(abab, 1, 1), (Segments{{1, 6, true, 1}, {2, 5, false, 1}}));
  EXPECT_EQ(pulled_forward(abab, 0), (Segments{{1, 6, true, 1}, {2, 8, false, 1}}));
  EXPECT_EQ(pushed_back(abab, 1), (Segments{{1, 6, true, 1}, {2, 8, false, 1}}));
  EXPECT_EQ(not_preempted(abab, 3), std::nullopt);
  EXPECT_EQ(by_default(abab, 0), std::nullopt);
  EXPECT_EQ(by_default(abab, 1), (Segments{{1, 6, true, 1}, {2, 8, false, 1}}));
  EXPECT_EQ(preempted_after(abab, 3, 1), std::nullopt);
  ASSERT_TRUE(preempted_after(abab, 1, 2));
  EXPECT_EQ((*preempted_after(abab, 1, 2))[1].points, 2U);
}

}  // namespace
}  // namespace interleave::sim
