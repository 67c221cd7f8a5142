// Sets of traces that are joined, by source, and as text; and Good and Turing's estimate where the
// truth is known.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "sim/campaign/seeds.h"
#include "sim/campaign/trace_set.h"
#include "sim/campaign/trace_sketch.h"

namespace interleave::sim {
namespace {

using Visits = std::vector<std::pair<std::uint8_t, std::uint8_t>>;  // trace and source

RC_GTEST_PROP(TraceSet, CountsBySourceAsSetsDo, (const Visits& visits)) {
  TraceSet set(1024);
  std::map<std::uint64_t, std::set<unsigned>> sources;
  for (const auto& [trace, by] : visits) {
    set.add(trace, by % 5);
    sources[trace].insert(by % 5);
  }
  for (unsigned source = 0; source < 5; ++source) {
    std::uint64_t from = 0;
    std::uint64_t only = 0;
    for (const auto& [trace, who] : sources) {
      from += who.count(source);
      only += who == std::set<unsigned>{source} ? 1 : 0;
    }
    RC_ASSERT(set.from(source) == from);
    RC_ASSERT(set.only_from(source) == only);
  }
}

void expect_same(const TraceSet& a, const TraceSet& b) {
  EXPECT_EQ(a.runs(), b.runs());
  EXPECT_EQ(a.exact(), b.exact());
  EXPECT_EQ(a.distinct(), b.distinct());
  EXPECT_EQ(a.once(), b.once());
  EXPECT_EQ(a.entries(), b.entries());
  for (unsigned source = 0; source < 3; ++source) {
    EXPECT_EQ(a.from(source), b.from(source));
    EXPECT_EQ(a.only_from(source), b.only_from(source));
  }
}

// The last number of traces does not fit: samples are joined then.
TEST(TraceSet, JoinedIsWhatOneSetWouldBe) {
  for (const std::uint64_t different : {5u, 100u, 5'000u}) {
    TraceSet whole(256);
    TraceSet one(256);
    TraceSet two(256);
    for (std::uint64_t i = 0; i < 3 * different; ++i) {
      const std::uint64_t trace = mix(i) % different;
      whole.add(trace, i % 3);
      // Parts of different sizes, so that they sample at different levels.
      (i % 10 == 0 ? one : two).add(trace, i % 3);
    }
    TraceSet backwards = two;
    backwards.join(one);
    one.join(two);
    expect_same(one, whole);
    expect_same(backwards, whole);
  }
}

// In the order of the other's table the keys would crowd the front of a smaller one: with so many
// this test would not end within its time.
TEST(TraceSet, JoinsAsManyAsItHoldsAsFastAsItAddsThem) {
  constexpr std::uint64_t kMany = TraceSet::kMostSlots / 2;
  TraceSet many;
  for (std::uint64_t i = 0; i < kMany; ++i) many.add(i);
  TraceSet sum;
  sum.join(many);
  EXPECT_EQ(sum.distinct(), kMany);
  sum.join(many);
  EXPECT_EQ(sum.distinct(), kMany);
  EXPECT_EQ(sum.once(), 0u);
}

TEST(TraceSet, ComesBackFromItsSketch) {
  for (const std::uint64_t traces : {0u, 1u, 50u, 3'000u}) {
    TraceSet set(256);
    for (std::uint64_t i = 0; i < traces; ++i) set.add(i * i, i % 3);
    const auto entries = from_sketch(to_sketch(set.entries()));
    ASSERT_TRUE(entries);
    const auto again = TraceSet::of(*entries, set.level(), set.runs(), 256);
    ASSERT_TRUE(again);
    expect_same(*again, set);
  }
}

TEST(TraceSet, RefusesWhatNoSetWouldGive) {
  const std::vector<std::uint64_t> good = {0x10002, 0x20002};
  EXPECT_TRUE(TraceSet::of(good, 0, 2));
  EXPECT_FALSE(TraceSet::of(good, 0, 1));                                          // too few runs
  EXPECT_FALSE(TraceSet::of(good, 60, 2));                                         // a wrong level
  EXPECT_FALSE(TraceSet::of(std::vector<std::uint64_t>{0x20002, 0x10002}, 0, 2));  // no order
  EXPECT_FALSE(TraceSet::of(std::vector<std::uint64_t>{0x10002, 0x10003}, 0, 2));  // twice
  EXPECT_FALSE(TraceSet::of(std::vector<std::uint64_t>{0x10000}, 0, 2));           // of nobody
  const std::vector<std::uint64_t> high = {std::uint64_t{1} << 63 | 2};
  EXPECT_FALSE(TraceSet::of(high, 1, 2));  // not in the sample of its level
}

RC_GTEST_PROP(Sketch, AnyTextIsReadOrRefused, (const std::string& text)) {
  const auto entries = from_sketch(text);
  if (entries) RC_ASSERT(std::is_sorted(entries->begin(), entries->end()));
}

TEST(Sketch, RefusesWhatEndsWithinANumber) {
  std::string sketch = to_sketch({0x12345670002, 0x22345670002});
  ASSERT_TRUE(from_sketch(sketch));
  sketch.pop_back();
  EXPECT_FALSE(from_sketch(sketch));
  EXPECT_FALSE(from_sketch("A-"));
  EXPECT_FALSE(from_sketch(std::string(40, '/')));
}

// A thousand traces, as likely as 1 / rank: the mass that was not seen is known.
TEST(ShareUnseen, EstimatesTheMassThatWasNotSeen) {
  constexpr std::uint64_t kTraces = 1000;
  std::vector<double> sums;
  double sum = 0;
  for (std::uint64_t i = 1; i <= kTraces; ++i) sums.push_back(sum += 1.0 / static_cast<double>(i));
  for (const std::uint64_t runs : {100u, 1'000u, 5'000u}) {
    TraceSet set;
    std::vector<bool> seen(kTraces);
    for (std::uint64_t run = 0; run < runs; ++run) {
      const double draw = static_cast<double>(mix(run ^ runs << 32) >> 11) * 0x1p-53 * sum;
      const auto trace = std::upper_bound(sums.begin(), sums.end(), draw) - sums.begin();
      set.add(static_cast<std::uint64_t>(trace));
      seen[static_cast<std::size_t>(trace)] = true;
    }
    double unseen = 0;
    for (std::size_t i = 0; i < kTraces; ++i) {
      unseen += seen[i] ? 0 : 1.0 / static_cast<double>(i + 1) / sum;
    }
    // Its standard error is about the square root of 2 / runs at most.
    EXPECT_NEAR(share_unseen(set.once(), set.runs()), unseen,
                3 * std::sqrt(1.0 / static_cast<double>(runs)))
        << runs;
  }
}

}  // namespace
}  // namespace interleave::sim
