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

#include "sim/campaign/part.h"
#include "sim/campaign/portfolio.h"
#include "sim/campaign/report.h"
#include "sim/engine/scenario.h"

namespace interleave::sim {

// The seed of a campaign that names none: two people who type the same command see the same.
inline constexpr std::uint64_t kDefaultSeed = 1;

struct CampaignOptions {
  std::uint64_t seed = kDefaultSeed;
  // The end, whichever comes first; with neither, only the observer ends the campaign.
  // Runs of the whole campaign, split evenly among the scenarios; a part makes its share of them.
  std::optional<std::uint64_t> schedules;
  std::optional<std::chrono::nanoseconds> time;  // real time
  std::string strategy{kPortfolio};              // one of search_names()
  Part part;                                     // which of the runs are made here
  std::string out_dir = "interleave-findings";   // where recordings go; made when needed
  bool keep_going = false;                       // after a finding
  std::uint64_t determinism_every = 1000;        // runs between checks; the first is checked
  bool probes = false;                           // rare situations are counted (model/probes)
  std::string version;                           // of the program: for the report
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

// Runs the scenarios in turns, a few milliseconds each, until the end that `options` says, or until
// a systematic strategy has seen all of each. The strategy must exist and there must be at least
// one scenario; a systematic strategy takes no part but the whole.
//
// What a run is depends on the campaign's seed, the scenario with its parameters, the run's number
// and its strategy, and, where the strategy learns from run to run (lengths, counts), on that
// strategy's earlier runs of the same scenario in the same part. Thus, with the same seed:
//   - Run number i of a scenario is the same in every campaign that is not in parts, whatever other
//     scenarios there are, however long it takes, and whether it goes on after findings.
//   - The same holds within one part (a shard, a job).
//   - Between parts and the whole, it holds for strategies that keep nothing from run to run
//   (random,
//     non-preemptive, pos); the others make a part's runs as if there were no other part.
//   - A recording replays always: it holds every decision.
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
