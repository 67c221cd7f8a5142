// Strategies: what random walk draws, and what the non-preemptive default does.
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/sim/program.h"

namespace interleave::sim {
namespace {

// The order in which threads without a step of their own ran: "ab" when the first came first.
std::map<std::string, int> orders(Strategy& strategy, std::uint32_t threads, int runs) {
  const Program program([threads](SimWorld& world) {
    std::vector<std::unique_ptr<Thread>> children;
    for (std::uint32_t i = 1; i <= threads; ++i) {
      children.push_back(spawn(world, {"child", i}, [] {}));
    }
    for (const auto& child : children) child->join();
  });
  const auto simulation = bare_simulation();
  std::string order;
  RunOptions options;
  options.on_record = [&](const Record& record) {
    const std::uint32_t number = simulation->thread_number(record.object);
    if (record.event == Event::thread_started && number > 1) {
      order += static_cast<char>('a' + number - 2);
    }
  };
  std::map<std::string, int> counts;
  for (int seed = 0; seed < runs; ++seed) {
    order.clear();
    simulation->run(program, strategy, static_cast<std::uint64_t>(seed), options);
    ++counts[order];
  }
  return counts;
}

// The root spawns two: before each spawn after the first it competes with the children that are
// there. P(first child runs before the second is spawned) and so on give these probabilities:
// at the second spawn 1/2 for child a; if not, a and b compete with the root, which waits in
// join(a).
TEST(RandomWalk, DrawsUniformlyAmongThoseThatCanRun) {
  RandomWalk strategy;
  constexpr int kRuns = 20'000;
  const std::map<std::string, int> counts = orders(strategy, 2, kRuns);
  // The spawn of b is chosen before a with 1/2; then a, b are alone (the root waits for a): 1/2.
  const double expected = 0.5 * 0.5;
  const double seen = static_cast<double>(counts.at("ba")) / kRuns;
  EXPECT_NEAR(seen, expected, 4 * std::sqrt(expected * (1 - expected) / kRuns));
}

TEST(RandomWalk, FindsEveryOrder) {
  RandomWalk strategy;
  EXPECT_EQ(orders(strategy, 4, 20'000).size(), 24);
}

TEST(NonPreemptive, GoesOnWithTheSameThread) {
  NonPreemptive strategy;
  EXPECT_THAT(orders(strategy, 4, 10), testing::ElementsAre(testing::Pair("abcd", 10)));
}

TEST(Random, BelowIsUniform) {
  Random random(1);
  constexpr int kDraws = 100'000;
  constexpr std::uint32_t kBound = 10;
  std::vector<int> counts(kBound);
  for (int i = 0; i < kDraws; ++i) ++counts.at(random.below(kBound));
  double chi_squared = 0;
  for (const int count : counts) {
    const double expected = static_cast<double>(kDraws) / kBound;
    chi_squared += (count - expected) * (count - expected) / expected;
  }
  EXPECT_LT(chi_squared, 27.9) << "nine degrees of freedom, one in a thousand";
}

TEST(Faults, EachIsAbsentInAtLeastHalfOfTheSeeds) {
  constexpr int kSeeds = 10'000;
  std::vector<int> present(static_cast<std::size_t>(Fault::count_));
  for (int seed = 0; seed < kSeeds; ++seed) {
    const Faults faults = Faults::swarm(static_cast<std::uint64_t>(seed));
    for (std::size_t i = 0; i < present.size(); ++i) {
      present[i] += faults.exists(static_cast<Fault>(i)) ? 1 : 0;
    }
  }
  for (const int count : present) {
    EXPECT_LE(count, kSeeds / 2);
    EXPECT_GE(count, kSeeds / 3);
  }
}

TEST(ThreadSet, KnowsItsMembersInOrder) {
  ThreadSet set;
  EXPECT_TRUE(set.empty());
  const std::vector<std::uint32_t> numbers = {1, 5, 63, 64, 65, 500, 1023};
  for (const std::uint32_t number : numbers) set.add(number);
  EXPECT_EQ(set.count(), numbers.size());
  std::vector<std::uint32_t> walked;
  for (std::uint32_t i = set.first(); i != 0; i = set.next(i)) walked.push_back(i);
  EXPECT_EQ(walked, numbers);
  ThreadSet others;
  others.add(64);
  others.add(2);
  set.remove(others);
  EXPECT_FALSE(set.has(64));
  EXPECT_EQ(set.count(), numbers.size() - 1);
  set.add(others);
  EXPECT_EQ(set.next(1), 2);
  set.clear();
  EXPECT_EQ(set.first(), 0);
}

TEST(ThreadSet, CountsAndFindsWhateverThereIs) {
  const auto expect_counted = [](std::uint64_t members) {
    ThreadSet set;
    for (std::uint32_t i = 0; i < 64; ++i) {
      if ((members >> i & 1) != 0) set.add(i);
    }
    ASSERT_EQ(set.count(), std::popcount(members)) << members;
    if (members != 0) {
      ASSERT_EQ(set.nth(set.count() - 1), std::bit_width(members) - 1) << members;
    }
  };
  for (std::uint64_t members = 0; members < std::uint64_t{1} << 17; ++members) {
    expect_counted(members);
  }
  expect_counted(~std::uint64_t{0});
}

// What is remembered is forgotten at each change.
TEST(ReadySet, IsAThreadSetThatKnowsItsPlaces) {
  ReadySet set;
  ThreadSet model;
  ThreadSet some;
  some.add(3);
  some.add(150);
  Random random(1);
  for (int i = 0; i < 10'000; ++i) {
    const std::uint32_t number = 1 + random.below(200);
    switch (random.below(8)) {
      case 0:
        set.add(some);
        model.add(some);
        break;
      case 1:
        set.remove(some);
        model.remove(some);
        break;
      case 2:
      case 3:
      case 4:
        set.remove(number);
        model.remove(number);
        break;
      default:
        set.add(number);
        model.add(number);
    }
    ASSERT_EQ(set.count(), model.count());
    ASSERT_EQ(set.empty(), model.empty());
    ASSERT_EQ(set.has(number), model.has(number));
    std::uint32_t place = 0;
    for (std::uint32_t each = model.first(); each != 0; each = model.next(each)) {
      ASSERT_EQ(set.nth(place++), each);
    }
    ASSERT_EQ(set.end() - set.begin(), place);
  }
  set.clear();
  EXPECT_TRUE(set.empty());
  EXPECT_EQ(set.first(), 0);
}

}  // namespace
}  // namespace interleave::sim
