// What holds of every strategy: a seed gives the same run after the same runs, nobody waits for
// ever for a thread that is never chosen, and everything but threads is drawn in one way.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "proptests/sim/program.h"
#include "proptests/strategies/bugs.h"
#include "proptests/strategies/chance.h"
#include "sim/campaign/strategies.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

class EachMember : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static std::unique_ptr<Strategy> strategy() { return make_strategy(GetParam()); }
};

std::vector<std::uint64_t> hashes(const Scenario& scenario, Strategy& strategy) {
  const auto simulation = bare_simulation();
  std::vector<std::uint64_t> hashes;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    hashes.push_back(simulation->run(scenario, strategy, seed, {}).hash);
  }
  return hashes;
}

TEST_P(EachMember, MakesTheSameRunsAfterTheSameRuns) {
  for (const char* name : {"reorder_5", "circular_buffer", "bounded_buffer"}) {
    const auto program = program_with_bug(name);
    EXPECT_EQ(hashes(*program, *strategy()), hashes(*program, *strategy())) << name;
  }
}

// The worst seed's points; a run that is cut is a finding.
void expect_to_end(const Program& program, Strategy& strategy) {
  const auto simulation = bare_simulation();
  RunOptions options;
  options.step_limit = 20'000;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const RunResult& result = simulation->run(program, strategy, seed, options);
    ASSERT_FALSE(result.finding) << result.finding->what << ", seed " << seed;
  }
}

// Waits for what a thread does that is made later, in a loop that yields, or does not.
Program waits(bool yields) {
  return Program([yields](SimWorld& world) {
    Shared<int> turn(world, {"turn"});
    const auto wait = [&](int mine) {
      while (turn.load() != mine) {
        if (yields) world.yield();
      }
      turn.store(mine + 1);
    };
    const auto last = spawn(world, {"last"}, [&] { wait(2); });
    const auto middle = spawn(world, {"middle"}, [&] { wait(1); });
    const auto first = spawn(world, {"first"}, [&] { wait(0); });
    last->join();
    middle->join();
    first->join();
  });
}

TEST_P(EachMember, EndsWhereThreadsWaitInLoops) {
  expect_to_end(waits(true), *strategy());
  expect_to_end(waits(false), *strategy());
}

// The owner of a lock waits for a thread that wants it only after the owner's signal: whoever is
// meant to come next may not be able to.
Program blocks() {
  return Program([](SimWorld& world) IL_NO_THREAD_SAFETY_ANALYSIS {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    int items = 0;
    const auto put = [&]() IL_NO_THREAD_SAFETY_ANALYSIS {
      for (int i = 0; i < 3; ++i) {
        const Locked lock(*mutex);
        changed->wait([&] { return items < 1; });
        ++items;
        changed->notify_all();
      }
    };
    const auto take = [&]() IL_NO_THREAD_SAFETY_ANALYSIS {
      for (int i = 0; i < 3; ++i) {
        const Locked lock(*mutex);
        changed->wait([&] { return items > 0; });
        --items;
        changed->notify_all();
      }
    };
    std::vector<std::unique_ptr<Thread>> threads;
    for (std::uint32_t i = 1; i <= 2; ++i) {
      threads.push_back(spawn(world, {"producer", i}, put));
      threads.push_back(spawn(world, {"consumer", i}, take));
    }
    for (const auto& thread : threads) thread->join();
  });
}

TEST_P(EachMember, EndsWhereThreadsBlock) {
  expect_to_end(blocks(), *strategy());
}

// Whom a notify wakes, time that comes early: as the random walk draws them.
TEST_P(EachMember, DrawsWaitersAndFaultsByTheirChances) {
  const auto draws = strategy();
  Faults faults;
  faults[Fault::early_time] = {.ratio = Faults::kAlways / 8};
  draws->use(faults);
  draws->begin_run(1);
  Counts waiters;
  Counts times;
  for (int i = 0; i < 10'000; ++i) {
    ++waiters[std::to_string(draws->pick(DecisionKind::waiter, 3, ObjectId{1}, "notify_one"))];
    ++times[std::to_string(draws->pick(DecisionKind::time, 2, kNoObject, "time"))];
  }
  EXPECT_LT(misfit(waiters, {{"0", 1.0 / 3}, {"1", 1.0 / 3}, {"2", 1.0 / 3}}), 1);
  EXPECT_LT(misfit(times, {{"0", 7.0 / 8}, {"1", 1.0 / 8}}), 1);
}

INSTANTIATE_TEST_SUITE_P(Portfolio, EachMember, testing::ValuesIn(portfolio_members()),
                         [](const auto& member) { return member.param; });

TEST(Fair, LetsNoFaultHappenWhateverTheRunMayHave) {
  const std::unique_ptr<Strategy> strategy = make_strategy("fair");
  strategy->use(Faults::all());
  strategy->begin_run(1);
  bool drawn = false;
  for (int i = 0; i < 10'000; ++i) {
    for (const auto kind : {DecisionKind::spurious, DecisionKind::time, DecisionKind::bytes,
                            DecisionKind::would_block, DecisionKind::fault}) {
      ASSERT_EQ(strategy->pick(kind, 3, ObjectId{1}, site_of(Fault::reset)), 0U);
    }
    drawn = drawn || strategy->pick(DecisionKind::waiter, 3, ObjectId{1}, "notify_one") != 0;
  }
  EXPECT_TRUE(drawn);
}

TEST(Names, EveryOneCanBeMade) {
  for (const std::string& name : strategy_names()) {
    ASSERT_NE(make_strategy(name), nullptr) << name;
    EXPECT_EQ(make_strategy(name)->name(), name);
  }
  EXPECT_EQ(make_strategy("pct4")->name(), "pct4");
  for (const char* wrong : {"", "pct", "pct0", "pct03", "pct-1", "pct3x", "pct99", "none"}) {
    EXPECT_EQ(make_strategy(wrong), nullptr) << wrong;
  }
}

}  // namespace
}  // namespace interleave::sim
