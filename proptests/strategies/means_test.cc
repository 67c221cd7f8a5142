// Programs whose mean number of runs to the bug is published: what our strategies need at most.
#include <string>

#include <gtest/gtest.h>

#include "proptests/strategies/bugs.h"

namespace interleave::sim {
namespace {

struct Case {
  const char* strategy;
  const char* program;
  int trials;
  double most;  // the mean may be this
};

class Means : public testing::TestWithParam<Case> {};

// The trials are as many as the time allows; the bars leave room for their spread.
TEST_P(Means, AreAsPublished) {
  const Case& one = GetParam();
  const Search result = search(*program_with_bug(one.program), one.strategy, one.trials, 10'000);
  EXPECT_EQ(result.found, one.trials);
  EXPECT_LE(result.mean, one.most);
  RecordProperty("mean", std::to_string(result.mean));
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  return std::string(info.param.strategy) + "_" + info.param.program;
}

INSTANTIATE_TEST_SUITE_P(Pct, Means,
                         testing::Values(Case{"pct3", "reorder_3", 200, 21.3 * 1.5},
                                         Case{"pct3", "reorder_5", 100, 86.3 * 1.5},
                                         Case{"pct3", "twostage", 200, 7.7 * 1.5},
                                         Case{"pct3", "philosophers", 200, 24.3 * 1.5}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(Surw, Means,
                         testing::Values(Case{"surw", "reorder_10", 100, 30},
                                         Case{"surw", "reorder_50", 40, 20},
                                         Case{"surw", "twostage_20", 40, 10},
                                         Case{"surw", "philosophers", 100, 13}),
                         name_of);

}  // namespace
}  // namespace interleave::sim
