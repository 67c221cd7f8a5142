// A situation that a search has not come to is named.
#include "sim/campaign/probe_count.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/campaign/fixture.h"
#include "sim/campaign/join.h"
#include "sim/campaign/results_file.h"

namespace interleave::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uint64_t kSchedules = 100'000;

// Two scenarios that have met everything as it is to be.
CampaignReport all_met() {
  CampaignReport report;
  for (const char* name : {"one", "two"}) {
    ScenarioReport scenario;
    scenario.name = name;
    scenario.schedules = kSchedules / 2;
    for (const Probe& probe : all_probes()) {
      const std::uint64_t runs = probe.expected == Expected::never    ? 0
                                 : probe.expected == Expected::rarely ? 1
                                                                      : kSchedules / 2000;
      scenario.situations.insert(scenario.situations.end(), probe.variants, runs);
    }
    report.scenarios.push_back(scenario);
  }
  return report;
}

const Probe& probe_of(Expected expected, bool variants = false) {
  for (const Probe& probe : all_probes()) {
    if (probe.expected == expected && (probe.variants > 1) == variants) return probe;
  }
  return all_probes().front();
}

// With these runs of one situation, in one scenario alone.
CampaignReport with(const Probe& probe, std::uint32_t variant, std::uint64_t runs) {
  CampaignReport report = all_met();
  report.scenarios[0].situations[place_of(probe) + variant] = 0;
  report.scenarios[1].situations[place_of(probe) + variant] = runs;
  return report;
}

TEST(ProbeCount, NothingIsMissingWhereAllIsMet) {
  EXPECT_THAT(missing_probes(all_met()), IsEmpty());
  EXPECT_EQ(probe_counts(all_met()).size(), all_probes().size());
}

TEST(ProbeCount, WhereNobodyLookedNothingIsCountedAndThatIsMissing) {
  CampaignReport report = all_met();
  for (ScenarioReport& each : report.scenarios) each.situations.clear();
  EXPECT_THAT(probe_counts(report), IsEmpty());
  EXPECT_THAT(missing_probes(report), ElementsAre(HasSubstr("no rare situation was counted")));
}

TEST(ProbeCount, WhatIsNeverMetIsNamed) {
  const Probe& probe = probe_of(Expected::rarely);
  EXPECT_THAT(missing_probes(with(probe, 0, 0)),
              ElementsAre(HasSubstr(std::string(probe.name) + " was never met")));
  EXPECT_THAT(missing_probes(with(probe, 0, 1)), IsEmpty());
}

TEST(ProbeCount, WhatIsMetTooSeldomIsNamed) {
  const Probe& probe = probe_of(Expected::often);
  EXPECT_THAT(missing_probes(with(probe, 0, 99)),
              ElementsAre(HasSubstr(std::string(probe.name) + " was met in 99 of 100000 runs")));
  EXPECT_THAT(missing_probes(with(probe, 0, 100)), IsEmpty());
}

TEST(ProbeCount, WhatMayNotBeMetIsNamed) {
  const Probe& probe = probe_of(Expected::never);
  EXPECT_THAT(missing_probes(with(probe, 0, 1)),
              ElementsAre(HasSubstr(std::string(probe.name) + " was met in 1 runs")));
}

TEST(ProbeCount, TheVariantThatIsMissingIsNamed) {
  const Probe& probe = probe_of(Expected::rarely, true);
  EXPECT_THAT(missing_probes(with(probe, 4, 0)),
              ElementsAre(HasSubstr(std::string(probe.name) + " 5 was never met")));
}

TEST(ProbeCount, TellsWhichScenarioMeetsItMost) {
  const Probe& probe = probe_of(Expected::often);
  const CampaignReport report = with(probe, 0, 1000);
  for (const ProbeCount& count : probe_counts(report)) {
    if (count.probe != &probe) continue;
    EXPECT_EQ(count.runs, 1000U);
    EXPECT_EQ(count.scenario, "two");
    EXPECT_EQ(count.there, 1000U);
  }
}

class ProbeCampaign : public proptests::CampaignTest {
 protected:
  ProbeCampaign() { options_.probes = true; }
};

TEST_F(ProbeCampaign, CountsComeBackFromAFileAndAddUp) {
  const CampaignReport first = run({0, 2});
  const CampaignReport second = run({1, 2});
  const auto read = parse_results(to_text(second));
  ASSERT_TRUE(std::holds_alternative<CampaignReport>(read)) << std::get<std::string>(read);
  const auto joined = join({{"a", first}, {"b", std::get<CampaignReport>(read)}});
  ASSERT_TRUE(std::holds_alternative<CampaignReport>(joined)) << std::get<std::string>(joined);
  const auto& sum = std::get<CampaignReport>(joined);
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < sum.scenarios.size(); ++i) {
    ASSERT_EQ(sum.scenarios[i].situations.size(), situations());
    for (std::size_t place = 0; place < situations(); ++place) {
      EXPECT_EQ(sum.scenarios[i].situations[place],
                first.scenarios[i].situations[place] + second.scenarios[i].situations[place]);
      all += sum.scenarios[i].situations[place];
    }
  }
  EXPECT_GT(all, 0U);
}

TEST_F(ProbeCampaign, MakesTheSameRunsAsWithoutThem) {
  const CampaignReport with = run();
  options_.probes = false;
  const CampaignReport without = run();
  EXPECT_EQ(with.steps(), without.steps());
  EXPECT_EQ(with.distinct_traces(), without.distinct_traces());
  EXPECT_TRUE(without.scenarios.front().situations.empty());
}

}  // namespace
}  // namespace interleave::sim
