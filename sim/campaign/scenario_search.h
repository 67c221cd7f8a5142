// The search in one scenario: its runs, one after the other, and what is known of them.
#ifndef INTERLEAVE_SIM_CAMPAIGN_SCENARIO_SEARCH_H_
#define INTERLEAVE_SIM_CAMPAIGN_SCENARIO_SEARCH_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/probes/probe_watch.h"
#include "sim/campaign/campaign.h"
#include "sim/campaign/finding_store.h"
#include "sim/campaign/miss_bound.h"
#include "sim/campaign/part.h"
#include "sim/campaign/record_log.h"
#include "sim/campaign/trace_set.h"
#include "sim/engine/simulation.h"

namespace interleave::sim {

class ScenarioSearch {
 public:
  // What the searches of a campaign share.
  struct Shared {
    Simulation& simulation;
    ProbeWatch* probes;  // one of the simulation's monitors; null: rare situations do not count
    FindingStore& store;
    CampaignObserver& observer;
  };

  // What it is given outlives it.
  ScenarioSearch(const Scenario& scenario, const CampaignOptions& options, const Shared& shared);

  // To be called before the first of some runs in a row, from where their time counts.
  void begin_turn() { last_time_ = std::chrono::steady_clock::now(); }
  // The next run: with faults of its own, every so often repeated to see that it comes out the
  // same. Returns its hash. What it finds goes to the store, and to the observer when it is new.
  std::uint64_t run_once();

  // How many of the first `total` runs of the scenario are to be made here.
  [[nodiscard]] std::uint64_t share_of(std::uint64_t total) const {
    return runs_of(part_, members_.size(), total);
  }
  // A systematic strategy has nothing left to try.
  [[nodiscard]] bool exhausted() const { return exhausted_; }
  [[nodiscard]] ScenarioReport report() const;
  // The last report: the set of traces goes with it.
  [[nodiscard]] ScenarioReport final_report();

 private:
  // A strategy, which learns from its own runs of this scenario alone, and what it has done.
  struct Member {
    std::unique_ptr<Strategy> strategy;
    std::string name;
    std::uint64_t schedules = 0;
    std::uint64_t steps = 0;
    std::uint64_t broken = 0;
    std::chrono::nanoseconds time{};
    MissBound miss_bound = {};
  };

  void begin_run();
  [[nodiscard]] bool is_to_be_checked();
  void count(const RunResult& result);
  void count_time();
  void on_finding(const RunResult& result, bool logged);
  void on_crash(const RunResult& result);
  // Repeats the last run, whose records are in the log when `logged`.
  void check_determinism(const RunResult& result, bool logged);
  void count_broken();
  void count_repeated();
  void tell(const RunResult& result, const Finding& finding);
  [[nodiscard]] FoundRule describe(const RunResult& result, const Finding& finding) const;
  [[nodiscard]] Recording record(const RunResult& result) const;

  const Scenario& scenario_;
  const std::string name_;
  const std::string parameters_;
  const std::uint64_t seed_;  // of the scenario
  const std::uint64_t determinism_every_;
  const Part part_;
  std::vector<Member> members_;
  Simulation& simulation_;
  ProbeWatch* const probes_;
  FindingStore& store_;
  CampaignObserver& observer_;

  RunOptions run_options_;
  std::uint64_t made_ = 0;  // runs
  std::uint64_t run_ = 0;   // the present or last run's number, its seed, and who makes it
  std::uint64_t run_seed_ = 0;
  Member* member_ = nullptr;
  // One of each determinism_every_ numbers is checked: the end of the present ones, and which.
  std::uint64_t block_end_ = 0;
  std::uint64_t to_be_checked_ = 0;
  std::chrono::steady_clock::time_point last_time_;  // until which time has been counted
  RecordLog log_;
  TraceSet traces_;
  std::uint64_t checks_ = 0;
  std::uint64_t broken_ = 0;
  std::vector<std::uint64_t> situations_;  // runs that have come to each (place_of)
  bool exhausted_ = false;
  bool complete_ = false;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_SCENARIO_SEARCH_H_
