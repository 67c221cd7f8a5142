// A campaign: many runs of several scenarios, their statistics and what was found.
#ifndef INTERLEAVE_SIM_CAMPAIGN_CAMPAIGN_H_
#define INTERLEAVE_SIM_CAMPAIGN_CAMPAIGN_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign/report.h"
#include "sim/engine/scenario.h"

namespace interleave::sim {

// The seed of a campaign that names none: two people who type the same command see the same.
inline constexpr std::uint64_t kDefaultSeed = 1;

struct CampaignOptions {
  std::uint64_t seed = kDefaultSeed;
  // The end, whichever comes first; with neither, only the observer ends the campaign.
  std::optional<std::uint64_t> schedules;        // runs, split evenly among the scenarios
  std::optional<std::chrono::nanoseconds> time;  // real time
  std::string strategy = "random";               // one of strategy_names()
  std::string out_dir = "interleave-findings";   // where recordings go; made when needed
  bool keep_going = false;                       // after a finding
  std::uint64_t determinism_every = 1000;        // runs between checks; the first is checked
};

// Sees a campaign while it runs, in its thread.
class CampaignObserver {
 public:
  virtual ~CampaignObserver() = default;

  // A few times a second at least. False ends the campaign.
  virtual bool go_on(const CampaignReport& so_far) = 0;
  // A rule is broken and its recording is written. Each rule of a scenario is told once.
  virtual void found(const FoundRule& finding) = 0;
};

// Runs the scenarios in turns, a few milliseconds each, until the end that `options` says. The
// strategy must exist and there must be at least one scenario.
//
// Run number i of a scenario is the same in every campaign with the same seed and strategy,
// whichever scenarios it has beside it, as long as its strategy keeps nothing from run to run.
CampaignReport run_campaign(const std::vector<std::unique_ptr<Scenario>>& scenarios,
                            const CampaignOptions& options, CampaignObserver& observer);

// Hands the hash of each of the first `runs` runs of each scenario to `sink`, with the scenario's
// name and the run's number from 0, for a comparison with another build. The ends that `options`
// says do not count, and findings do not end it.
CampaignReport run_hashes(
    const std::vector<std::unique_ptr<Scenario>>& scenarios, const CampaignOptions& options,
    std::uint64_t runs, CampaignObserver& observer,
    const std::function<void(std::string_view, std::uint64_t, std::uint64_t)>& sink);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_CAMPAIGN_H_
