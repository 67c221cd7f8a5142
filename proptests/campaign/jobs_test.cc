// Campaigns in several processes.
#include "sim/campaign/jobs.h"

#include <csignal>
#include <string>
#include <utility>
#include <variant>

#include "proptests/campaign/fixture.h"
#include "sim/campaign/join.h"
#include "sim/world/sim_world.h"

namespace interleave::sim {
namespace {

class Jobs : public proptests::CampaignTest {
 protected:
  CampaignReport run_in(unsigned jobs) { return run_jobs(scenarios_, options_, jobs, observer_); }

  proptests::SilentObserver observer_;
};

// Ends its process, in a way that the simulator does not notice, after `left` runs.
class Dying final : public Scenario {
 public:
  explicit Dying(std::uint64_t left) : left_(left) {}
  [[nodiscard]] std::string name() const override { return "dying"; }
  [[nodiscard]] std::string summary() const override { return "ends its process"; }
  void run(SimWorld& world) const override {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    mutex->lock();
    mutex->unlock();
    if (left_-- == 0) raise(SIGKILL);
  }

 private:
  mutable std::uint64_t left_;
};

TEST_F(Jobs, AreTheSumOfTheShards) {
  const CampaignReport jobs = run_in(2);
  const auto joined = join({{"0", run({0, 2})}, {"1", run({1, 2})}});
  ASSERT_TRUE(std::holds_alternative<CampaignReport>(joined));
  const auto& shards = std::get<CampaignReport>(joined);
  EXPECT_EQ(jobs.schedules(), 1000u);
  ASSERT_EQ(jobs.scenarios.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(jobs.scenarios[i].schedules, shards.scenarios[i].schedules);
    EXPECT_EQ(jobs.scenarios[i].steps, shards.scenarios[i].steps);
    EXPECT_EQ(jobs.scenarios[i].broken, shards.scenarios[i].broken);
    EXPECT_EQ(jobs.scenarios[i].traces->entries(), shards.scenarios[i].traces->entries());
  }
  EXPECT_TRUE(jobs.lost.empty());
  EXPECT_EQ(jobs.parts, (std::vector<SeedPart>{{1, {0, 1}}}));
  // Found in both, told once.
  EXPECT_EQ(jobs.findings.size(), 1u);
  EXPECT_EQ(observer_.findings.size(), 1u);
}

TEST_F(Jobs, StopAtTheFirstFinding) {
  options_.keep_going = false;
  options_.schedules.reset();
  const CampaignReport report = run_in(2);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_FALSE(report.interrupted);
  EXPECT_TRUE(std::filesystem::exists(report.findings.front().file));
}

TEST_F(Jobs, EndWhenTheObserverSaysSo) {
  options_.schedules.reset();
  scenarios_.pop_back();
  observer_.turns_left = 3;
  const CampaignReport report = run_in(2);
  EXPECT_TRUE(report.interrupted);
  EXPECT_GT(report.schedules(), 0u);
  EXPECT_GT(observer_.schedules, 0u);
  EXPECT_TRUE(report.lost.empty());
}

TEST_F(Jobs, OneThatDiesLeavesTheOthersResults) {
  // Two rounds for the first job, one of whose runs is repeated; one for the second.
  const std::uint64_t round = make_search(kPortfolio).size();
  options_.schedules = 3 * round;
  scenarios_.clear();
  scenarios_.push_back(std::make_unique<Dying>(round + 1));
  const CampaignReport report = run_in(2);
  EXPECT_EQ(report.lost, (std::vector<std::string>{"job 1 was ended by signal 9 (Killed)"}));
  EXPECT_EQ(report.schedules(), round);
  EXPECT_EQ(report.parts, (std::vector<SeedPart>{{1, {1, 2}}}));
}

TEST_F(Jobs, CanBeMoreThanThereAreProcessors) {
  options_.schedules = 300;
  EXPECT_EQ(run_in(9).schedules(), 300u);
  EXPECT_GE(cores(), 1u);
}

}  // namespace
}  // namespace interleave::sim
