#include "daemon/log/rate_limit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace interleave::daemon {
namespace {

constexpr Instant at(int seconds) {
  return Instant(std::chrono::seconds(seconds));
}

TEST(RateLimit, PassesSoManyInAWindowAndCountsTheRest) {
  RateLimit limit(2);
  int passed = 0;
  for (int i = 0; i < 5; ++i)
    passed += limit.admit(LogLevel::info, "core", "closed", at(1)) ? 1 : 0;
  EXPECT_EQ(passed, 2);
  EXPECT_EQ(limit.next_end(), at(11));
  EXPECT_TRUE(limit.take_ended(at(10)).empty());
  const auto ended = limit.take_ended(at(11));
  ASSERT_EQ(ended.size(), 1);
  EXPECT_EQ(ended[0].lines, 3);
  EXPECT_EQ(ended[0].source, "core");
  EXPECT_EQ(ended[0].reason, "closed");
  EXPECT_EQ(limit.next_end(), kNever);
  EXPECT_TRUE(limit.admit(LogLevel::info, "core", "closed", at(11)));
}

TEST(RateLimit, KindsDoNotUseUpEachOthersLines) {
  RateLimit limit(1);
  EXPECT_TRUE(limit.admit(LogLevel::info, "core", "closed", at(0)));
  EXPECT_FALSE(limit.admit(LogLevel::info, "core", "closed", at(0)));
  EXPECT_TRUE(limit.admit(LogLevel::warning, "core", "closed", at(0)));
  EXPECT_TRUE(limit.admit(LogLevel::info, "core", "opened", at(0)));
  EXPECT_TRUE(limit.admit(LogLevel::info, "other", "closed", at(0)));
}

TEST(RateLimit, ZeroMeansNoLimit) {
  RateLimit limit(0);
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(limit.admit(LogLevel::info, "core", "", at(0)));
  EXPECT_FALSE(limit.is_suppressing());
}

TEST(RateLimit, InventedKindsDoNotGrowIt) {
  RateLimit limit(1);
  std::size_t passed = 0;
  for (int i = 0; i < 10'000; ++i) {
    passed += limit.admit(LogLevel::info, "core", std::to_string(i), at(0)) ? 1 : 0;
  }
  EXPECT_LE(passed, RateLimit::kMostKinds + 1);
}

// Whatever comes when: lines that pass and lines that are counted are all there were, and no window
// has more than it may.
RC_GTEST_PROP(RateLimit, NoLineIsForgotten, ()) {
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8));
  RateLimit limit(3);
  int now = 0;
  std::uint64_t passed = 0;
  std::uint64_t counted = 0;
  std::vector<int> passes;
  for (const int step : steps) {
    now += step;
    for (const auto& kind : limit.take_ended(at(now))) counted += kind.lines;
    if (!limit.admit(LogLevel::info, "a", "b", at(now))) continue;
    ++passed;
    passes.push_back(now);
    // Those of two windows at most: the seventh is in a third.
    if (passes.size() >= 7) RC_ASSERT(now - passes[passes.size() - 7] >= 10);
  }
  for (const auto& kind : limit.take_all()) counted += kind.lines;
  RC_ASSERT(passed + counted == steps.size());
}

}  // namespace
}  // namespace interleave::daemon
