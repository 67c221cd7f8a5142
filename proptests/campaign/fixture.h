// Small campaigns for the tests of what is made of them.
#ifndef INTERLEAVE_PROPTESTS_CAMPAIGN_FIXTURE_H_
#define INTERLEAVE_PROPTESTS_CAMPAIGN_FIXTURE_H_

#include <filesystem>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "proptests/replay/toy_bugs.h"
#include "sim/campaign/campaign.h"

namespace interleave::proptests {

class SilentObserver final : public sim::CampaignObserver {
 public:
  bool go_on(const sim::CampaignReport& so_far) override {
    schedules = so_far.schedules();
    for (const sim::ScenarioReport& scenario : so_far.scenarios) {
      EXPECT_EQ(scenario.traces, nullptr) << "sets of traces are joined once, at the end";
    }
    return --turns_left != 0;
  }
  void found(const sim::FoundRule& finding) override { findings.push_back(finding); }

  std::vector<sim::FoundRule> findings;
  std::uint64_t schedules = 0;
  int turns_left = 0;  // 0: as many as there are
};

// Scenarios "fine" and "ab-ba", 1,000 schedules, recordings in a directory of its own.
class CampaignTest : public ::testing::Test {
 protected:
  CampaignTest() {
    options_.out_dir = directory_.string();
    options_.schedules = 1000;
    options_.keep_going = true;
    options_.version = "1.2.3";
    scenarios_.push_back(make_toy_bug("fine"));
    scenarios_.push_back(make_toy_bug("ab-ba"));
  }
  ~CampaignTest() override { std::filesystem::remove_all(directory_); }

  sim::CampaignReport run(const sim::Part& part = {}) {
    options_.part = part;
    SilentObserver observer;
    return sim::run_campaign(scenarios_, options_, observer);
  }

  const std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() /
      fmt::format("interleave-campaign.{}.{}", getpid(),
                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
  sim::CampaignOptions options_;
  std::vector<std::unique_ptr<sim::Scenario>> scenarios_;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_CAMPAIGN_FIXTURE_H_
