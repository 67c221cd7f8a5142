// Counting traces: exact while they fit, a sample afterwards, and what that says of the unseen.
#include "sim/campaign/trace_set.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "sim/campaign/seeds.h"

namespace interleave::sim {
namespace {

RC_GTEST_PROP(TraceSet, CountsAsAMapDoes, (const std::vector<std::uint8_t>& traces)) {
  TraceSet set(1024);
  std::map<std::uint64_t, int> counts;
  for (const std::uint8_t trace : traces) {
    set.add(trace);
    ++counts[trace];
  }
  const auto once = std::count_if(counts.begin(), counts.end(),
                                  [](const auto& each) { return each.second == 1; });
  RC_ASSERT(set.exact());
  RC_ASSERT(set.runs() == traces.size());
  RC_ASSERT(set.distinct() == counts.size());
  RC_ASSERT(set.once() == static_cast<std::uint64_t>(once));
}

RC_GTEST_PROP(TraceSet, DoesNotMindTheOrder, (std::vector<std::uint32_t> traces)) {
  TraceSet forwards(16);
  TraceSet backwards(16);
  for (const std::uint32_t trace : traces) forwards.add(trace);
  std::reverse(traces.begin(), traces.end());
  for (const std::uint32_t trace : traces) backwards.add(trace);
  RC_ASSERT(forwards.distinct() == backwards.distinct());
  RC_ASSERT(forwards.exact() == backwards.exact());
}

TEST(TraceSet, EstimatesWithinBoundsWhatDoesNotFit) {
  TraceSet set(4096);
  constexpr std::uint64_t kTraces = 200'000;
  for (std::uint64_t trace = 0; trace < kTraces; ++trace) {
    set.add(trace);
    // Every second trace comes again.
    if (trace % 2 == 0) set.add(trace);
  }
  EXPECT_FALSE(set.exact());
  EXPECT_EQ(set.runs(), kTraces * 3 / 2);
  EXPECT_NEAR(static_cast<double>(set.distinct()), 200'000, 20'000);
  EXPECT_NEAR(static_cast<double>(set.once()), 100'000, 15'000);
}

TEST(TraceSet, TakesZeroForATraceLikeAnyOther) {
  TraceSet set;
  set.add(0);
  set.add(0);
  set.add(1);
  EXPECT_EQ(set.distinct(), 2u);
  EXPECT_EQ(set.once(), 1u);
}

TEST(ShareUnseen, IsTheShareOfRunsWhoseTraceCameOnce) {
  EXPECT_EQ(share_unseen(0, 0), 1.0);
  EXPECT_EQ(share_unseen(10, 10), 1.0);
  EXPECT_EQ(share_unseen(1, 4), 0.25);
  EXPECT_EQ(share_unseen(0, 4), 0.0);
}

TEST(Seeds, DifferByScenarioParametersAndRun) {
  const std::uint64_t one = scenario_seed(1, "queue", "items=3");
  EXPECT_EQ(one, scenario_seed(1, "queue", "items=3"));
  EXPECT_NE(one, scenario_seed(2, "queue", "items=3"));
  EXPECT_NE(one, scenario_seed(1, "queue", "items=4"));
  EXPECT_NE(one, scenario_seed(1, "queueitems", "=3"));
  EXPECT_NE(run_seed(one, 0), run_seed(one, 1));
}

}  // namespace
}  // namespace interleave::sim
