// What a campaign has to tell, at its end and on the way.
#ifndef INTERLEAVE_SIM_CAMPAIGN_REPORT_H_
#define INTERLEAVE_SIM_CAMPAIGN_REPORT_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "model/rules/monitor.h"

namespace interleave::sim {

struct ScenarioReport {
  std::string name;
  std::string parameters;
  std::uint64_t schedules = 0;
  std::uint64_t steps = 0;  // of all schedules together
  std::uint64_t distinct_traces =
      0;                          // runs that differ in more than the order of independent steps
  std::uint64_t traces_once = 0;  // traces that only one run had
  bool exact = true;              // false: the two numbers above are estimates
  std::uint64_t determinism_checks = 0;
  std::uint64_t broken = 0;  // schedules that broke a rule

  // The probability that its next run has a trace that none had.
  [[nodiscard]] double share_unseen() const;
};

// A broken rule, with what is needed to see it again.
struct FoundRule {
  std::string scenario;
  std::string parameters;
  std::string strategy;
  std::uint64_t seed = 0;  // of the run
  std::uint64_t run = 0;   // its number among the scenario's runs, from 0
  Finding finding;
  std::uint64_t hash = 0;
  std::uint64_t decisions = 0;
  std::string file;         // the recording; empty when it could not be written
  std::string write_error;  // why
};

struct CampaignReport {
  std::uint64_t seed = 0;
  std::string strategy;
  std::vector<ScenarioReport> scenarios;
  std::vector<FoundRule> findings;
  std::chrono::nanoseconds elapsed{};
  bool interrupted = false;  // the observer has ended it

  // Over all scenarios.
  [[nodiscard]] std::uint64_t schedules() const;
  [[nodiscard]] std::uint64_t steps() const;
  [[nodiscard]] std::uint64_t distinct_traces() const;
  [[nodiscard]] std::uint64_t determinism_checks() const;
  [[nodiscard]] std::uint64_t broken() const;
  [[nodiscard]] bool exact() const;
  // The probability that one more schedule, of a scenario drawn like those so far, has a trace that
  // none had.
  [[nodiscard]] double share_unseen() const;
  [[nodiscard]] double schedules_per_second() const;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_REPORT_H_
