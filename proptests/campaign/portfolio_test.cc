// The portfolio: who makes which run, and that it learns for each scenario alone.
#include "sim/campaign/portfolio.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "proptests/campaign/fixture.h"
#include "sim/campaign/strategies.h"
#include "sim/replay/recording.h"

namespace interleave::sim {
namespace {

class Portfolio : public proptests::CampaignTest {};

TEST_F(Portfolio, IsTheDefaultAndFirstInTheList) {
  EXPECT_EQ(options_.strategy, kPortfolio);
  EXPECT_EQ(search_names().front(), kPortfolio);
  EXPECT_EQ(make_search(kPortfolio).size(), portfolio_members().size());
  EXPECT_EQ(make_search("random").size(), 1u);
  EXPECT_TRUE(make_search("luck").empty());
}

TEST_F(Portfolio, GivesEachStrategyItsTurn) {
  const CampaignReport report = run();
  const std::vector<std::string> members = portfolio_members();
  for (const ScenarioReport& scenario : report.scenarios) {
    ASSERT_EQ(scenario.strategies.size(), members.size());
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const StrategyReport& each = scenario.strategies[i];
      EXPECT_EQ(each.name, members[i]);
      EXPECT_NEAR(static_cast<double>(each.schedules),
                  static_cast<double>(scenario.schedules) / static_cast<double>(members.size()), 1);
      EXPECT_LE(each.only_traces, each.traces);
      EXPECT_LE(each.traces, scenario.distinct_traces);
      sum += each.schedules;
    }
    EXPECT_EQ(sum, scenario.schedules);
  }
}

TEST_F(Portfolio, NamesTheStrategyThatFoundIt) {
  const CampaignReport report = run();
  ASSERT_FALSE(report.findings.empty());
  const FoundRule& found = report.findings.front();
  const std::vector<std::string> members = portfolio_members();
  EXPECT_EQ(found.strategy, members[found.run % members.size()]);
  EXPECT_EQ(report.found_by(found.strategy), report.findings.size());
  const auto read = read_recording(found.file);
  ASSERT_TRUE(std::holds_alternative<Recording>(read));
  EXPECT_EQ(std::get<Recording>(read).strategy, found.strategy);
}

// What strategies learn in one scenario does not show in another one.
TEST_F(Portfolio, MakesTheSameRunsWhateverIsBesideThem) {
  const auto hashes = [this](const std::vector<std::unique_ptr<Scenario>>& scenarios) {
    std::map<std::string, std::vector<std::uint64_t>> by_name;
    proptests::SilentObserver observer;
    run_hashes(scenarios, options_, 60, observer,
               [&](std::string_view name, std::uint64_t, std::uint64_t hash) {
                 by_name[std::string(name)].push_back(hash);
               });
    return by_name["ab-ba"];
  };
  std::vector<std::unique_ptr<Scenario>> alone;
  alone.push_back(proptests::make_toy_bug("ab-ba"));
  const std::vector<std::uint64_t> runs = hashes(alone);
  EXPECT_EQ(runs.size(), 60u);
  EXPECT_EQ(runs, hashes(scenarios_));
}

TEST_F(Portfolio, ItsPctMembersBoundWhatWasMissed) {
  const CampaignReport report = run();
  for (const ScenarioReport& scenario : report.scenarios) {
    const MissBound bound = scenario.miss_bound();
    EXPECT_GE(bound.depth(), 3u);
    EXPECT_GT(bound.threads(), 1u);
    EXPECT_LT(bound.missed(1), bound.missed(2));
    EXPECT_LT(bound.missed(2), 1);
    EXPECT_LE(bound.runs(1), scenario.schedules);
  }
  ASSERT_NE(report.weakest(2), nullptr);
  for (const ScenarioReport& scenario : report.scenarios) {
    EXPECT_LE(scenario.miss_bound().missed(2), report.weakest(2)->miss_bound().missed(2));
  }
}

TEST_F(Portfolio, ChecksRunsOfEveryStrategyForDeterminism) {
  options_.determinism_every = 7;
  scenarios_.pop_back();
  EXPECT_EQ(run().determinism_checks(), (1000 + 6) / 7);
}

}  // namespace
}  // namespace interleave::sim
