// What strategies learn from run to run, and the small parts that they are made of.
#include <array>
#include <cstdint>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "sim/engine/random.h"
#include "sim/strategies/countdown.h"
#include "sim/strategies/priorities.h"
#include "sim/strategies/run_length.h"
#include "sim/strategies/spin_watch.h"
#include "sim/strategies/sum_tree.h"

namespace interleave::sim {
namespace {

TEST(RunLength, IsTheLongestWhereRunsAreAlike) {
  RunLength length;
  for (const std::uint64_t one : {100, 120, 90}) length.learn(one);
  EXPECT_EQ(length.estimate(), 120);
}

TEST(RunLength, IsWhatNearlyAllKeepToWhereTheyAreNot) {
  RunLength length;
  for (int i = 0; i < 640; ++i) length.learn(i % 64 == 0 ? 10'000 : 100 + i % 3);
  EXPECT_GE(length.estimate(), 102);
  EXPECT_LE(length.estimate(), 110);
  EXPECT_GE(length.fair_tail(), 4 * 102);
}

constexpr std::uint64_t kEvent = Countdown::kEvent;

// A root that makes two threads; `first` and `second` events are done by them.
void run(Countdown& countdown, Countdown::Totals& totals, int first, int second) {
  countdown.begin_run(totals);
  countdown.thread_made(1, 0, 11);
  countdown.thread_made(2, 1, 12);
  countdown.thread_made(3, 1, 13);
  for (int i = 0; i < first; ++i) totals.count(countdown.place(2));
  for (int i = 0; i < second; ++i) totals.count(countdown.place(3));
}

TEST(Countdown, AChildTakesItsCountFromItsParent) {
  Countdown countdown;
  Countdown::Totals totals;
  run(countdown, totals, 3, 5);
  countdown.begin_run(totals);
  countdown.thread_made(1, 0, 11);
  EXPECT_EQ(countdown.left(1), 8 * kEvent);
  countdown.thread_made(2, 1, 12);
  EXPECT_EQ(countdown.left(1), 5 * kEvent);
  EXPECT_EQ(countdown.left(2), 3 * kEvent);
}

TEST(Countdown, IsTheMeanOfAllRuns) {
  Countdown countdown;
  Countdown::Totals totals;
  run(countdown, totals, 1, 0);
  run(countdown, totals, 4, 0);
  run(countdown, totals, 0, 0);
  EXPECT_EQ(countdown.left(2), 5 * kEvent / 2);
}

// Workers share their calls in another way in each run.
TEST(Countdown, WhoHasDoneAllTakesOverFromAnIdleSibling) {
  Countdown countdown;
  Countdown::Totals totals;
  run(countdown, totals, 4, 4);
  run(countdown, totals, 0, 0);
  for (int i = 0; i < 4; ++i) countdown.did(2);
  EXPECT_EQ(countdown.left(2), 0);
  ReadySet ready;
  ready.add(2);
  ready.add(3);
  EXPECT_EQ(countdown.take_over(2, ready), 0) << "a sibling that can run needs its own";
  ready.remove(3);
  EXPECT_EQ(countdown.take_over(2, ready), 4 * kEvent);
  EXPECT_EQ(countdown.left(3), 0);
}

TEST(SpinWatch, KnowsALoopOfAnyShortLength) {
  for (const std::uint32_t loop : {1U, 2U, 7U, 30U}) {
    SpinWatch watch;
    bool spins = false;
    for (std::uint32_t i = 0; i < 20'000 && !spins; ++i) {
      spins = watch.chosen(1, {OperationKind::load, ObjectId{i % loop + 1}});
    }
    EXPECT_TRUE(spins) << loop;
  }
}

TEST(SpinWatch, IsNotTakenInByProgress) {
  SpinWatch watch;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    EXPECT_FALSE(watch.chosen(1, {OperationKind::load, ObjectId{i + 1}})) << "always another";
  }
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    EXPECT_FALSE(watch.chosen(i / 50 % 2 + 1, {OperationKind::load, ObjectId{1}}))
        << "others come in between";
  }
}

TEST(Priorities, TheHighestIsFound) {
  Random random(1);
  Priorities priorities;
  std::map<std::uint32_t, std::uint32_t> model;  // only the upper 21 bits of a priority count
  for (int i = 0; i < 5'000; ++i) {
    if (i == 2'500) {
      priorities.clear();
      model.clear();
    }
    const std::uint32_t thread = 1 + random.below(i < 2'500 ? 7 : kMostThreads - 1);
    if (random.below(3) == 0) {
      priorities.leave(thread);
      model.erase(thread);
    } else {
      const auto priority = static_cast<std::uint32_t>(random.next());
      priorities.set(thread, priority);
      model[thread] = priority >> 11;
    }
    std::uint32_t best = 0;
    for (const auto& [each, priority] : model) {
      if (best == 0 || priority >= model[best]) best = each;
    }
    ASSERT_EQ(priorities.top(), best);
  }
}

TEST(SumTree, AgreesWithASearch) {
  Random random(1);
  SumTree sums;
  std::array<std::uint32_t, 300> weights{};
  for (int i = 0; i < 5'000; ++i) {
    const std::uint32_t thread = 1 + random.below(i < 2'500 ? 7 : 299);
    weights[thread] = random.below(3) == 0 ? 0 : 1 + random.below(1'000'000);
    sums.set(thread, weights[thread]);
    const std::uint64_t all = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    ASSERT_EQ(sums.total(), all);
    if (all == 0) continue;
    std::uint64_t position = random.below_wide(all);
    const std::uint32_t found = sums.at(position);
    std::uint32_t t = 1;
    for (; position >= weights[t]; ++t) position -= weights[t];
    ASSERT_EQ(found, t);
  }
}

}  // namespace
}  // namespace interleave::sim
