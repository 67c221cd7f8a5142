// PCT meets its bound on bugs of exactly its depth; what would spoil the bound does not.
#include "sim/strategies/pct.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "proptests/sim/program.h"
#include "proptests/strategies/chance.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

// Two threads in turns: one reaches stages 0 and 2, the other, made later, 1 and 3. The bug of
// depth d is that d + 1 stages are reached in order: d orders must be as they are. For depth 1 the
// other one comes first. `alone` steps come before anybody else is there.
Program staircase(int depth, int alone = 0) {
  return Program([=](SimWorld& world) {
    Shared<int> variable(world, {"variable"});
    const auto walk = [&variable](int steps) {
      for (int i = 0; i < steps; ++i) static_cast<void>(variable.load());
    };
    int stage = depth == 1 ? 1 : 0;
    const auto reach = [&](int here) {
      walk(1);
      if (stage == here) ++stage;
      check(world, stage <= std::max(depth, 2), "all stages in order");
    };
    walk(alone);
    const auto one = spawn(world, {"one"}, [&] {
      walk(2);
      if (depth > 1) reach(0);
      reach(2);
      walk(2);
    });
    const auto other = spawn(world, {"other"}, [&] {
      walk(2);
      reach(1);
      if (depth == 3) reach(3);
      walk(2);
    });
    one->join();
    other->join();
  });
}

int hits(const Program& program, Strategy& strategy, int runs) {
  const auto simulation = bare_simulation();
  int hits = 0;
  for (int seed = 1; seed <= runs; ++seed) {
    const auto number = static_cast<std::uint64_t>(seed);
    hits += simulation->run(program, strategy, number, {}).finding ? 1 : 0;
  }
  return hits;
}

constexpr int kRuns = 30'000;

// A new one for each run: it never knows how long runs are.
int hits_without_memory(const Program& program, std::uint32_t depth) {
  const auto simulation = bare_simulation();
  int hits = 0;
  for (int seed = 1; seed <= kRuns; ++seed) {
    Pct strategy(depth);
    const auto number = static_cast<std::uint64_t>(seed);
    hits += simulation->run(program, strategy, number, {}).finding ? 1 : 0;
  }
  return hits;
}

// What is left of the expected number when luck is bad, once in ten thousand.
double at_least(double expected) {
  return expected - 3.72 * std::sqrt(expected);
}

class Depth : public testing::TestWithParam<int> {};

TEST_P(Depth, TheBoundIsMet) {
  Pct strategy(static_cast<std::uint32_t>(GetParam()));
  const int found = hits(staircase(GetParam()), strategy, kRuns);
  const std::optional<Promise> promise = strategy.promise();
  ASSERT_TRUE(promise);
  EXPECT_EQ(promise->threads, 3);
  const double bound = 1 / (3 * std::pow(promise->points, GetParam() - 1));
  EXPECT_GE(found, at_least(bound * kRuns));
}

TEST_P(Depth, OneChangeLessNeverFindsIt) {
  if (GetParam() == 1) {
    NonPreemptive strategy;
    EXPECT_EQ(hits(staircase(1), strategy, 10), 0);
  } else {
    Pct strategy(static_cast<std::uint32_t>(GetParam() - 1));
    EXPECT_EQ(hits(staircase(GetParam()), strategy, kRuns), 0);
  }
}

INSTANTIATE_TEST_SUITE_P(Pct, Depth, testing::Values(1, 2, 3));

TEST(Pct, WithAWrongLengthTheBoundIsMissed) {
  Pct learns(3);
  hits(staircase(3), learns, 100);
  const double bound = 1 / (3 * std::pow(learns.promise()->points, 2));
  EXPECT_LT(hits_without_memory(staircase(3), 3), at_least(bound * kRuns));
}

// Points where nobody else can run are not counted, and nothing is lost: the same runs find it.
TEST(Pct, StepsAloneCostNothing) {
  Pct without(3);
  Pct with(3);
  const int found = hits(staircase(3), without, 5'000);
  EXPECT_GT(found, 0);
  EXPECT_EQ(hits(staircase(3, 200), with, 5'000), found);
}

// The root, a and b have ranks in any order. b begins before a where a is the lowest: one in three.
TEST(Pct, NewThreadsHaveARandomRank) {
  const Program program([](SimWorld& world) {
    const auto a = spawn(world, {"a"}, [] {});
    const auto b = spawn(world, {"b"}, [] {});
    a->join();
    b->join();
  });
  const Letter letter = [](std::uint32_t thread, const PendingOperation& operation) {
    const bool begins = operation.kind == OperationKind::start && thread > 1;
    return begins ? static_cast<char>('a' + thread - 2) : '\0';
  };
  Pct strategy(1);
  const Counts counts = words(program, strategy, letter, 10'000);
  EXPECT_LT(misfit(counts, {{"ab", 2.0 / 3}, {"ba", 1.0 / 3}}), 1);
}

// The longest run of `runs`, in points; none may break a rule.
std::uint64_t longest(const Program& program, Strategy& strategy, int runs) {
  const auto simulation = bare_simulation();
  std::uint64_t longest = 0;
  for (int seed = 1; seed <= runs; ++seed) {
    const auto number = static_cast<std::uint64_t>(seed);
    const RunResult& result = simulation->run(program, strategy, number, {});
    EXPECT_FALSE(result.finding);
    longest = std::max(longest, result.steps);
  }
  return longest;
}

// Two wait for a third, in a loop of `loads` loads that may yield.
Program waiting(std::size_t loads, bool yields) {
  return Program([=](SimWorld& world) {
    Shared<bool> ready(world, {"ready"});
    std::vector<std::unique_ptr<Shared<int>>> others;
    for (std::uint32_t i = 1; i < loads; ++i) {
      others.push_back(std::make_unique<Shared<int>>(world, Name{"other", i}));
    }
    const auto wait = [&] {
      while (!ready.load()) {
        for (const auto& other : others) static_cast<void>(other->load());
        if (yields) world.yield();
      }
    };
    const auto one = spawn(world, {"one"}, wait);
    const auto two = spawn(world, {"two"}, wait);
    const auto third = spawn(world, {"third"}, [&] { ready.store(true); });
    one->join();
    two->join();
    third->join();
  });
}

TEST(Pct, YieldsGiveWay) {
  Pct strategy(1);
  EXPECT_LT(longest(waiting(1, true), strategy, 500), 50);
}

TEST(Pct, SpinsGiveWay) {
  Pct strategy(1);
  EXPECT_LT(longest(waiting(3, false), strategy, 500), 1000);
  EXPECT_FALSE(strategy.promise() && longest(waiting(3, false), strategy, 1) > 300)
      << "nothing is promised where a thread was made to give way";
}

// Which waiter a notify wakes does not follow the priorities.
TEST(Pct, EachWaiterIsWokenFirst) {
  const Program program([](SimWorld& world) IL_NO_THREAD_SAFETY_ANALYSIS {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto woken = world.threads().make_condvar({"woken"}, *mutex);
    int tokens = 0;
    const auto wait = [&]() IL_NO_THREAD_SAFETY_ANALYSIS {
      const Locked lock(*mutex);
      woken->wait([&] { return tokens > 0; });
      --tokens;
    };
    const auto one = spawn(world, {"one"}, wait);
    const auto two = spawn(world, {"two"}, wait);
    world.settle();
    for (int i = 0; i < 2; ++i) {
      const Locked lock(*mutex);
      ++tokens;
      woken->notify_one();
    }
    one->join();
    two->join();
  });
  const auto simulation = bare_simulation();
  Pct strategy(1);
  Counts counts;
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    for (const Decision& decision : simulation->run(program, strategy, seed, {}).decisions) {
      if (decision.kind == DecisionKind::waiter) ++counts[std::to_string(decision.taken)];
    }
  }
  EXPECT_LT(misfit(counts, {{"0", 0.5}, {"1", 0.5}}), 1);
}

}  // namespace
}  // namespace interleave::sim
