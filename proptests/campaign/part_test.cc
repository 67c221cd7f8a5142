// Parts of a campaign: no run twice, none left out.
#include "sim/campaign/part.h"

#include <cstdint>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace interleave::sim {
namespace {

RC_GTEST_PROP(Part, PartsShareNoRunAndMakeThemAll, ()) {
  const auto count = *rc::gen::inRange<std::uint64_t>(1, 9);
  const auto round = *rc::gen::inRange<std::uint64_t>(1, 12);
  const auto total = *rc::gen::inRange<std::uint64_t>(0, 400);
  std::set<std::uint64_t> seen;
  for (std::uint64_t index = 0; index < count; ++index) {
    const Part part{index, count};
    const std::uint64_t runs = runs_of(part, round, total);
    for (std::uint64_t nth = 0; nth < runs; ++nth) {
      const std::uint64_t run = run_number(part, round, nth);
      RC_ASSERT(run < total);
      RC_ASSERT(run % round == nth % round);
      RC_ASSERT(seen.insert(run).second);
    }
    RC_ASSERT(run_number(part, round, runs) >= total);
  }
  RC_ASSERT(seen.size() == total);
}

TEST(Part, TheWholeIsInOrder) {
  for (std::uint64_t nth = 0; nth < 50; ++nth) EXPECT_EQ(run_number({}, 7, nth), nth);
}

RC_GTEST_PROP(Part, OverlapIsWhatRunsSay, ()) {
  const auto draw = [] {
    Part part;
    part.count = *rc::gen::inRange<std::uint64_t>(1, 7);
    part.index = *rc::gen::inRange<std::uint64_t>(0, part.count);
    return part;
  };
  const Part a = draw();
  const Part b = draw();
  bool share = false;
  for (std::uint64_t i = 0; i < 60; ++i) {
    share = share || (i % a.count == a.index && i % b.count == b.index);
  }
  RC_ASSERT(overlap(a, b) == share);
}

TEST(Part, APartsPartsMakeItsRuns) {
  const Part half{1, 2};
  EXPECT_EQ(part_of(half, 0, 3), (Part{1, 6}));
  EXPECT_EQ(part_of(half, 2, 3), (Part{5, 6}));
  EXPECT_FALSE(overlap(part_of(half, 0, 3), part_of(half, 1, 3)));
  EXPECT_TRUE(overlap(part_of(half, 2, 3), half));
}

}  // namespace
}  // namespace interleave::sim
