// What a campaign has to tell, at its end and on the way.
#ifndef INTERLEAVE_SIM_CAMPAIGN_REPORT_H_
#define INTERLEAVE_SIM_CAMPAIGN_REPORT_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/rules/monitor.h"
#include "sim/campaign/miss_bound.h"
#include "sim/campaign/part.h"
#include "sim/campaign/trace_set.h"

namespace interleave::sim {

// One strategy's runs, of one scenario or of all.
struct StrategyReport {
  std::string name;
  std::uint64_t schedules = 0;
  std::uint64_t steps = 0;
  std::uint64_t traces = 0;       // that its runs had
  std::uint64_t only_traces = 0;  // that no other strategy's runs had
  std::uint64_t broken = 0;       // schedules that broke a rule
  std::chrono::nanoseconds time{};
  MissBound miss_bound = {};
};

struct ScenarioReport {
  std::string name;
  std::string parameters;
  std::uint64_t schedules = 0;
  std::uint64_t steps = 0;  // of all schedules together
  // Runs that differ in more than the order of independent steps.
  std::uint64_t distinct_traces = 0;
  std::uint64_t traces_once = 0;  // traces that only one run had
  bool exact = true;              // false: the two numbers above are estimates
  std::uint64_t determinism_checks = 0;
  std::uint64_t broken = 0;   // schedules that broke a rule
  bool complete = false;      // there is no other schedule: a systematic strategy has seen them all
  std::string left_out = {};  // what a systematic strategy has not looked at; empty: nothing
  std::vector<StrategyReport> strategies = {};
  // Runs that have come to each rare situation, by place_of; empty where they were not looked for.
  std::vector<std::uint64_t> situations = {};
  // What the numbers of traces come from; only in the report that ends a campaign.
  std::shared_ptr<const TraceSet> traces = {};

  // Sets what the strategies' numbers and `traces` say: schedules, steps, numbers of traces.
  void derive();
  // The probability that its next run has a trace that none had.
  [[nodiscard]] double share_unseen() const;
  [[nodiscard]] std::chrono::nanoseconds time() const;  // of its runs
  [[nodiscard]] MissBound miss_bound() const;           // of all its runs
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

// Where in the program a rule is broken, to tell places apart: the words of the finding's line,
// without their order and numbers ("one -> two -> one" is "two -> one -> two", worker.1 worker.2).
std::string place_of(const Finding& finding);
// Whether both are one broken rule at one place of one scenario.
bool same_finding(const FoundRule& a, const FoundRule& b);

// Runs that a report covers: a part of those of a seed.
struct SeedPart {
  std::uint64_t seed = 0;
  Part part;
  bool operator==(const SeedPart&) const = default;
};

struct CampaignReport {
  std::string version;          // of the program
  std::string strategy;         // as it was asked for
  std::vector<SeedPart> parts;  // one, or several where reports were joined
  std::vector<ScenarioReport> scenarios;
  std::vector<FoundRule> findings;
  std::vector<std::string> lost;  // parts that are missing, and why: "job 2 was ended by signal 9"
  std::chrono::nanoseconds elapsed{};  // of joined reports: the sum
  bool interrupted = false;            // the observer has ended it

  // Over all scenarios.
  [[nodiscard]] std::uint64_t seed() const { return parts.empty() ? 0 : parts.front().seed; }
  [[nodiscard]] std::uint64_t schedules() const;
  [[nodiscard]] std::uint64_t steps() const;
  [[nodiscard]] std::uint64_t distinct_traces() const;
  [[nodiscard]] std::uint64_t determinism_checks() const;
  [[nodiscard]] std::uint64_t broken() const;
  // Every rule held, as far as is known.
  [[nodiscard]] bool clean() const { return broken() == 0 && findings.empty(); }
  [[nodiscard]] bool exact() const;
  // The probability that one more schedule, of a scenario drawn like those so far, has a trace that
  // none had.
  [[nodiscard]] double share_unseen() const;
  [[nodiscard]] double schedules_per_second() const;
  // By strategy, in the order of the portfolio. Their bounds are empty: each holds for its
  // scenario.
  [[nodiscard]] std::vector<StrategyReport> strategies() const;
  // How many findings a strategy has made.
  [[nodiscard]] std::uint64_t found_by(const std::string& name) const;
  // The scenario in which a bug of this depth is likeliest to have been missed; null where no
  // scenario has runs.
  [[nodiscard]] const ScenarioReport* weakest(std::uint32_t depth) const;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_REPORT_H_
