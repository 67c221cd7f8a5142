// Shards that are joined are one campaign; what does not fit together is refused by name.
#include "sim/campaign/join.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "proptests/campaign/fixture.h"

namespace interleave::sim {
namespace {

class Join : public proptests::CampaignTest {
 protected:
  static std::string error_of(const CampaignReport& one, const CampaignReport& two) {
    const auto joined = join({{"one", one}, {"two", two}});
    const auto* error = std::get_if<std::string>(&joined);
    return error == nullptr ? "" : *error;
  }
};

void expect_same(const CampaignReport& joined, const CampaignReport& whole) {
  ASSERT_EQ(joined.scenarios.size(), whole.scenarios.size());
  for (std::size_t i = 0; i < whole.scenarios.size(); ++i) {
    const ScenarioReport& a = joined.scenarios[i];
    const ScenarioReport& b = whole.scenarios[i];
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.schedules, b.schedules);
    EXPECT_EQ(a.steps, b.steps);
    EXPECT_EQ(a.broken, b.broken);
    EXPECT_EQ(a.determinism_checks > 0, b.determinism_checks > 0);
    EXPECT_EQ(a.distinct_traces, b.distinct_traces);
    EXPECT_EQ(a.share_unseen(), b.share_unseen());
    ASSERT_EQ(a.strategies.size(), b.strategies.size());
    for (std::size_t s = 0; s < b.strategies.size(); ++s) {
      EXPECT_EQ(a.strategies[s].schedules, b.strategies[s].schedules);
      EXPECT_EQ(a.strategies[s].traces, b.strategies[s].traces);
    }
  }
}

TEST_F(Join, ShardsOfAStrategyThatLearnsNothingAreTheWhole) {
  options_.strategy = "random";
  const CampaignReport whole = run();
  for (const std::uint64_t count : {2u, 3u}) {
    std::vector<NamedReport> shards;
    for (std::uint64_t i = 0; i < count; ++i) {
      shards.push_back({std::to_string(i), run({i, count})});
    }
    const auto joined = join(shards);
    ASSERT_TRUE(std::holds_alternative<CampaignReport>(joined));
    const auto& report = std::get<CampaignReport>(joined);
    expect_same(report, whole);
    ASSERT_EQ(report.findings.size(), whole.findings.size());
    EXPECT_EQ(report.findings.front().finding.rule, "deadlock");
    EXPECT_EQ(report.parts.size(), count);
  }
}

TEST_F(Join, ShardsOfThePortfolioHaveEachStrategysShare) {
  const CampaignReport whole = run();
  const auto joined = join({{"0", run({0, 2})}, {"1", run({1, 2})}});
  ASSERT_TRUE(std::holds_alternative<CampaignReport>(joined));
  const auto& report = std::get<CampaignReport>(joined);
  EXPECT_EQ(report.schedules(), whole.schedules());
  const auto some = report.strategies();
  const auto all = whole.strategies();
  ASSERT_EQ(some.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(some[i].schedules, all[i].schedules);
}

TEST_F(Join, SeedsMayDiffer) {
  const CampaignReport one = run();
  options_.seed = 2;
  const CampaignReport two = run();
  const auto joined = join({{"one", one}, {"two", two}});
  ASSERT_TRUE(std::holds_alternative<CampaignReport>(joined));
  EXPECT_EQ(std::get<CampaignReport>(joined).schedules(), 2000u);
  EXPECT_EQ(std::get<CampaignReport>(joined).findings.size(), 1u);
}

TEST_F(Join, RefusesTheSameRunsTwice) {
  const CampaignReport half = run({0, 2});
  EXPECT_EQ(error_of(half, half), "two: part 1 of 2 of seed 0x1 is in one already");
  EXPECT_EQ(error_of(half, run({2, 4})),
            "two: part 3 of 4 of seed 0x1 has runs that part 1 of 2 of seed 0x1 of one has too");
  EXPECT_EQ(error_of(half, run({3, 4})), "");
}

TEST_F(Join, RefusesWhatDoesNotFitTogether) {
  const CampaignReport one = run({0, 2});
  CampaignReport two = run({1, 2});
  two.version = "1.2.4";
  EXPECT_EQ(error_of(one, two), "two: version \"1.2.4\", but one has \"1.2.3\"");
  two.version = one.version;
  two.strategy = "random";
  EXPECT_EQ(error_of(one, two), "two: strategy \"random\", but one has \"portfolio\"");
  two.strategy = one.strategy;
  two.scenarios[1].parameters = "x=1";
  EXPECT_EQ(error_of(one, two), "two: scenario ab-ba with parameters \"x=1\", but one has \"\"");
  two.scenarios[1].parameters = one.scenarios[1].parameters;
  two.scenarios[1].strategies.pop_back();
  EXPECT_NE(error_of(one, two), "");
}

TEST_F(Join, TellsPlacesApart) {
  FoundRule one;
  one.finding.rule = "deadlock";
  one.finding.what = "threads wait for each other: worker.1 -> loop -> worker.1";
  FoundRule two = one;
  two.finding.what = "threads wait for each other: loop -> worker.22 -> loop";
  EXPECT_TRUE(same_finding(one, two));
  two.finding.what = "threads wait for each other: loop -> leader -> loop";
  EXPECT_FALSE(same_finding(one, two));
  two = one;
  two.scenario = "other";
  EXPECT_FALSE(same_finding(one, two));
}

}  // namespace
}  // namespace interleave::sim
