// A run that depends on more than its decisions is found out by its repetition, which names the
// first record that differs.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "proptests/determinism/unstable.h"
#include "sim/campaign/campaign.h"

namespace interleave::sim {
namespace {

using proptests::Unstable;
using testing::HasSubstr;

class Watcher final : public CampaignObserver {
 public:
  bool go_on(const CampaignReport&) override { return true; }
  void found(const FoundRule&) override {}
};

class Repetition : public ::testing::Test {
 protected:
  ~Repetition() override { std::filesystem::remove_all(directory_); }

  // A few runs, each of which is repeated.
  CampaignReport explore(const Unstable::Way& way, std::uint64_t seed) {
    CampaignOptions options;
    options.seed = seed;
    options.schedules = 3;
    options.determinism_every = 1;
    options.out_dir = directory_.string();
    std::vector<std::unique_ptr<Scenario>> scenarios;
    scenarios.push_back(std::make_unique<Unstable>(way));
    Watcher watcher;
    return run_campaign(scenarios, options, watcher);
  }

 private:
  const std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() /
      fmt::format("interleave-repetition.{}.{}", getpid(),
                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Repetition, ShowsWhatDependsOnMoreThanDecisionsForEverySeed) {
  for (const Unstable::Way& way : proptests::unstable_ways()) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const CampaignReport report = explore(way, seed);
      ASSERT_EQ(report.findings.size(), 1u) << way.name << ", seed " << seed;
      const Finding& finding = report.findings.front().finding;
      EXPECT_EQ(finding.rule, "nondeterminism") << way.name;
      std::string details;
      for (const std::string& line : finding.details) details += line + "\n";
      EXPECT_THAT(details, HasSubstr("the first record that differs is number ")) << way.name;
      EXPECT_THAT(details, HasSubstr("first:  step ")) << way.name;
      EXPECT_THAT(details, HasSubstr("part.")) << way.name;
    }
  }
}

TEST_F(Repetition, FindsNothingInWhatIsDecided) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const CampaignReport report = explore(proptests::stable_way(), seed);
    EXPECT_TRUE(report.findings.empty());
    EXPECT_EQ(report.determinism_checks(), 3u);
  }
}

// Nobody need wait for the clock to differ.
TEST_F(Repetition, AClockIsFoundWhenItIsRead) {
  const CampaignReport report = explore(proptests::clock_way(), 1);
  ASSERT_EQ(report.findings.size(), 1u);
  const Finding& finding = report.findings.front().finding;
  EXPECT_EQ(finding.rule, "loss-of-control");
  ASSERT_FALSE(finding.details.empty());
  EXPECT_THAT(finding.details.front(), HasSubstr("proptests::clock("));
}

}  // namespace
}  // namespace interleave::sim
