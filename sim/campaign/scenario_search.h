// The search in one scenario: its runs, one after the other, and what is known of them.
#ifndef INTERLEAVE_SIM_CAMPAIGN_SCENARIO_SEARCH_H_
#define INTERLEAVE_SIM_CAMPAIGN_SCENARIO_SEARCH_H_

#include <cstdint>
#include <memory>
#include <string>

#include "sim/campaign/campaign.h"
#include "sim/campaign/finding_store.h"
#include "sim/campaign/record_log.h"
#include "sim/campaign/trace_set.h"
#include "sim/engine/simulation.h"

namespace interleave::sim {

class ScenarioSearch {
 public:
  // What it is given outlives it; `simulation` and `store` are shared by the searches of a
  // campaign.
  ScenarioSearch(const Scenario& scenario, const CampaignOptions& options, Simulation& simulation,
                 FindingStore& store, CampaignObserver& observer);

  // The next run: with faults of its own, every so often repeated to see that it comes out the
  // same. Returns its hash. What it finds goes to the store, and to the observer when it is new.
  std::uint64_t run_once();

  [[nodiscard]] ScenarioReport report() const;
  [[nodiscard]] std::uint64_t broken() const { return broken_; }

 private:
  void on_finding(const RunResult& result, bool logged);
  void on_crash(const RunResult& result);
  // Repeats the last run, whose records are in the log when `logged`.
  void check_determinism(const RunResult& result, bool logged);
  void tell(const RunResult& result, const Finding& finding);
  [[nodiscard]] FoundRule describe(const RunResult& result, const Finding& finding) const;
  [[nodiscard]] Recording record(const RunResult& result) const;

  const Scenario& scenario_;
  const std::string name_;
  const std::string parameters_;
  const std::uint64_t seed_;  // of the scenario
  const std::uint64_t determinism_every_;
  const std::unique_ptr<Strategy> strategy_;
  Simulation& simulation_;
  FindingStore& store_;
  CampaignObserver& observer_;

  RunOptions run_options_;
  std::uint64_t run_ = 0;  // the present or last run's number, and its seed
  std::uint64_t run_seed_ = 0;
  RecordLog log_;
  TraceSet traces_;
  std::uint64_t steps_ = 0;
  std::uint64_t checks_ = 0;
  std::uint64_t broken_ = 0;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_SCENARIO_SEARCH_H_
