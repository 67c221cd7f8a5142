// Programs whose mean number of runs to the bug is published: what a strategy of this name needs.
#include <string>

#include <gtest/gtest.h>

#include "proptests/strategies/bugs.h"

namespace interleave::sim {
namespace {

struct Case {
  const char* strategy;
  const char* name;
  Program program;
  int trials;
  double most;  // the mean may be this
};

class Means : public testing::TestWithParam<Case> {};

TEST_P(Means, AreAsPublished) {
  const Case& one = GetParam();
  const Search result = search(one.program, one.strategy, one.trials, 10'000);
  EXPECT_EQ(result.found, one.trials);
  EXPECT_LE(result.mean, one.most);
  RecordProperty("mean", std::to_string(result.mean));
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  return std::string(info.param.strategy) + "_" + info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Pct, Means,
                         testing::Values(Case{"pct3", "reorder_3", reorder(2, 1), 200, 21.3 * 1.5},
                                         Case{"pct3", "reorder_5", reorder(4, 1), 100, 86.3 * 1.5},
                                         Case{"pct3", "reorder_10", reorder(9, 1), 40, 709 * 1.5},
                                         Case{"pct3", "twostage", twostage(1, 1), 200, 7.7 * 1.5},
                                         Case{"pct3", "philosophers", philosophers(), 200,
                                              24.3 * 1.5}),
                         name_of);

}  // namespace
}  // namespace interleave::sim
