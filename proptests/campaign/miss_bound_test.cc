// The bound of what PCT may have missed, against numbers computed by hand.
#include "sim/campaign/miss_bound.h"

#include <cmath>

#include <gtest/gtest.h>

namespace interleave::sim {
namespace {

TEST(MissBound, SaysNothingBeforeARunPromises) {
  const MissBound bound;
  EXPECT_EQ(bound.missed(1), 1.0);
  EXPECT_EQ(bound.depth(), 0u);
}

TEST(MissBound, MultipliesTheChancesOfMissing) {
  MissBound bound;
  // Depth 1, n = 4: each run misses with 3/4.
  bound.add(Promise{.depth = 1, .threads = 4, .points = 10});
  EXPECT_DOUBLE_EQ(bound.missed(1), 0.75);
  bound.add(Promise{.depth = 1, .threads = 4, .points = 10});
  EXPECT_DOUBLE_EQ(bound.missed(1), 0.5625);
  EXPECT_EQ(bound.missed(2), 1.0);
  EXPECT_EQ(bound.depth(), 1u);
}

TEST(MissBound, TakesEachRunsOwnPointsAndTheDepthsExponent) {
  MissBound bound;
  // n = 2; d = 3: 1 - 1/(2 * 10^2) and 1 - 1/(2 * 5^2).
  bound.add(Promise{.depth = 3, .threads = 2, .points = 10});
  bound.add(Promise{.depth = 3, .threads = 2, .points = 5});
  EXPECT_DOUBLE_EQ(bound.missed(3), 0.995 * 0.98);
  EXPECT_EQ(bound.least_points(3), 5u);
  EXPECT_EQ(bound.most_points(3), 10u);
}

TEST(MissBound, CountsRunsForSmallerDepthsAndNotForGreaterOnes) {
  MissBound bound;
  bound.add(Promise{.depth = 1, .threads = 2, .points = 10});
  bound.add(Promise{.depth = 2, .threads = 2, .points = 10});
  EXPECT_DOUBLE_EQ(bound.missed(1), 0.5 * 0.95);
  EXPECT_DOUBLE_EQ(bound.missed(2), 0.95);
  EXPECT_EQ(bound.missed(3), 1.0);
  EXPECT_EQ(bound.runs(1), 2u);
  EXPECT_EQ(bound.runs(2), 1u);
}

TEST(MissBound, TakesTheMostThreadsForEveryRun) {
  MissBound bound;
  // A run that has lost all threads but one would be sure to find everything.
  bound.add(Promise{.depth = 1, .threads = 1, .points = 10});
  bound.add(Promise{.depth = 1, .threads = 4, .points = 10});
  EXPECT_DOUBLE_EQ(bound.missed(1), 0.75 * 0.75);
}

TEST(MissBound, IsTheSameInPieces) {
  MissBound all;
  MissBound one;
  MissBound two;
  for (std::uint32_t i = 0; i < 100; ++i) {
    const Promise promise{.depth = 1 + i % 3, .threads = 2 + i % 2, .points = 5 + i % 7};
    all.add(promise);
    (i % 2 == 0 ? one : two).add(promise);
  }
  one.add(two);
  for (std::uint32_t depth = 1; depth <= 4; ++depth) {
    EXPECT_DOUBLE_EQ(one.missed(depth), all.missed(depth));
    EXPECT_EQ(one.runs(depth), all.runs(depth));
  }
  const MissBound again(all.threads(), all.content());
  EXPECT_DOUBLE_EQ(again.missed(2), all.missed(2));
}

}  // namespace
}  // namespace interleave::sim
