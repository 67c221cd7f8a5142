// Campaigns: how runs are shared out, what is counted, and what becomes of a finding.
#include "sim/campaign/campaign.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "proptests/replay/toy_bugs.h"
#include "proptests/scenarios/toy/toys.h"
#include "sim/replay/recording.h"

namespace interleave::sim {
namespace {

class Watcher final : public CampaignObserver {
 public:
  bool go_on(const CampaignReport&) override { return --turns_left != 0; }
  void found(const FoundRule& finding) override { findings.push_back(finding); }

  std::vector<FoundRule> findings;
  int turns_left = 0;  // 0: as many as there are
};

class Campaign : public ::testing::Test {
 protected:
  Campaign() {
    options_.out_dir = directory_.string();
    options_.schedules = 300;
  }
  ~Campaign() override { std::filesystem::remove_all(directory_); }

  CampaignReport run_bug(const char* name) {
    std::vector<std::unique_ptr<Scenario>> scenarios;
    scenarios.push_back(proptests::make_toy_bug(name));
    return run_campaign(scenarios, options_, watcher_);
  }

  const std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() /
      fmt::format("interleave-campaign.{}.{}", getpid(),
                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
  CampaignOptions options_;
  Watcher watcher_;
};

TEST_F(Campaign, SplitsSchedulesEvenlyAndFindsNothingWhereNothingIs) {
  options_.schedules = 301;
  const CampaignReport report = run_campaign(proptests::toy::scenarios(), options_, watcher_);
  ASSERT_EQ(report.scenarios.size(), 2u);
  EXPECT_EQ(report.scenarios[0].schedules, 151u);
  EXPECT_EQ(report.scenarios[1].schedules, 150u);
  EXPECT_EQ(report.schedules(), 301u);
  EXPECT_EQ(report.broken(), 0u);
  EXPECT_EQ(report.determinism_checks(), 2u);
  EXPECT_GT(report.distinct_traces(), 100u);
  EXPECT_FALSE(report.interrupted);
  EXPECT_FALSE(std::filesystem::exists(directory_));
}

TEST_F(Campaign, StopsAtTheFirstFindingAndRecordsIt) {
  const CampaignReport report = run_bug("ab-ba");
  ASSERT_EQ(report.findings.size(), 1u);
  ASSERT_EQ(watcher_.findings.size(), 1u);
  const FoundRule& found = report.findings.front();
  EXPECT_EQ(found.finding.rule, "deadlock");
  EXPECT_EQ(report.schedules(), found.run + 1);
  const auto read = read_recording(found.file);
  ASSERT_TRUE(std::holds_alternative<Recording>(read));
  EXPECT_EQ(std::get<Recording>(read).hash, found.hash);
  EXPECT_EQ(std::get<Recording>(read).seed, found.seed);
  EXPECT_EQ(std::get<Recording>(read).what, found.finding.what);
}

TEST_F(Campaign, GoesOnWhenAskedToAndRecordsEachRuleOnce) {
  options_.keep_going = true;
  const CampaignReport report = run_bug("ab-ba");
  EXPECT_EQ(report.schedules(), 300u);
  EXPECT_EQ(report.findings.size(), 1u);
  EXPECT_GT(report.broken(), 1u);
}

TEST_F(Campaign, NamesALostWakeup) {
  const CampaignReport report = run_bug("lost-wakeup");
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings.front().finding.rule, "lost-wakeup");
}

TEST_F(Campaign, FindsNondeterminismAndNamesTheRecord) {
  const CampaignReport report = run_bug("counter");
  ASSERT_EQ(report.findings.size(), 1u);
  const Finding& finding = report.findings.front().finding;
  EXPECT_EQ(finding.rule, "nondeterminism");
  std::string details;
  for (const std::string& detail : finding.details) details += detail + "\n";
  EXPECT_NE(details.find("the first record that differs is number"), std::string::npos) << details;
  EXPECT_NE(details.find("mutex"), std::string::npos) << details;
}

TEST_F(Campaign, SaysWhyARecordingCannotBeWritten) {
  options_.out_dir = "/dev/null/nowhere";
  const CampaignReport report = run_bug("ab-ba");
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings.front().file, "");
  EXPECT_NE(report.findings.front().write_error, "");
}

TEST_F(Campaign, MakesTheSameRunsWhateverIsBesideThem) {
  std::vector<std::uint64_t> beside;
  std::vector<std::uint64_t> alone;
  const auto into = [](std::vector<std::uint64_t>& hashes, std::string_view wanted) {
    return [&hashes, wanted](std::string_view name, std::uint64_t, std::uint64_t hash) {
      if (name == wanted) hashes.push_back(hash);
    };
  };
  run_hashes(proptests::toy::scenarios(), options_, 20, watcher_, into(beside, "philosophers"));
  std::vector<std::unique_ptr<Scenario>> one;
  one.push_back(proptests::toy::make_scenario("philosophers", "philosophers=3"));
  run_hashes(one, options_, 20, watcher_, into(alone, "philosophers"));
  EXPECT_EQ(alone.size(), 20u);
  EXPECT_EQ(alone, beside);
}

TEST_F(Campaign, EndsWhenItsObserverSaysSo) {
  options_.schedules.reset();
  watcher_.turns_left = 2;
  const CampaignReport report = run_campaign(proptests::toy::scenarios(), options_, watcher_);
  EXPECT_TRUE(report.interrupted);
  EXPECT_GT(report.schedules(), 0u);
}

TEST_F(Campaign, EndsInTime) {
  options_.schedules.reset();
  options_.time = std::chrono::milliseconds(100);
  const CampaignReport report = run_campaign(proptests::toy::scenarios(), options_, watcher_);
  EXPECT_GE(report.elapsed, *options_.time);
  EXPECT_FALSE(report.interrupted);
}

}  // namespace
}  // namespace interleave::sim
