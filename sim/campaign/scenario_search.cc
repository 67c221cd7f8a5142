#include "sim/campaign/scenario_search.h"

#include <optional>
#include <utility>

#include "model/base/assert.h"
#include "sim/campaign/determinism.h"
#include "sim/campaign/portfolio.h"
#include "sim/campaign/seeds.h"
#include "sim/replay/recorder.h"

namespace interleave::sim {

ScenarioSearch::ScenarioSearch(const Scenario& scenario, const CampaignOptions& options,
                               const Shared& shared)
    : scenario_(scenario),
      name_(scenario.name()),
      parameters_(scenario.parameters()),
      seed_(scenario_seed(options.seed, name_, parameters_)),
      determinism_every_(options.determinism_every),
      part_(options.part),
      simulation_(shared.simulation),
      probes_(shared.probes),
      store_(shared.store),
      observer_(shared.observer),
      situations_(probes_ == nullptr ? 0 : situations()) {
  for (std::unique_ptr<Strategy>& strategy : make_search(options.strategy)) {
    std::string name(strategy->name());
    members_.push_back({.strategy = std::move(strategy), .name = std::move(name)});
  }
  IL_ASSERT(!members_.empty(), "there is no strategy of this name");
  IL_ASSERT(members_.size() <= TraceSet::kMostSources, "so many strategies are not told apart");
  IL_ASSERT(determinism_every_ > 0, "determinism is checked every so many runs");
  IL_ASSERT(part_.index < part_.count, "there is no such part");
  if (probes_ != nullptr) {
    run_options_.on_mark = [this](Mark what, std::uint64_t value) { probes_->mark(what, value); };
  }
  run_options_.on_crash = [this](const RunResult& result) { on_crash(result); };
}

std::uint64_t ScenarioSearch::run_once() {
  begin_run();
  const bool checked = is_to_be_checked();
  if (checked) {
    log_.clear();
    run_options_.on_record = [this](const Record& record) { log_.keep(record); };
  }
  const RunResult& result = simulation_.run(scenario_, *member_->strategy, run_seed_, run_options_);
  if (checked) run_options_.on_record = nullptr;
  const std::uint64_t hash = result.hash;
  count(result);
  if (result.finding) {
    on_finding(result, checked);
  } else if (checked) {
    check_determinism(result, checked);
  }
  count_time();
  return hash;
}

void ScenarioSearch::begin_run() {
  const std::uint64_t nth = made_++;
  run_ = run_number(part_, members_.size(), nth);
  member_ = &members_[nth % members_.size()];
  run_seed_ = run_seed(seed_, run_);
  // The strategy draws from the seed itself: two streams, which must not be the same.
  run_options_.faults = member_->strategy->systematic() ? Faults() : Faults::swarm(mix(run_seed_));
}

// The first run, and then a drawn one of every so many: of every strategy in the long run.
bool ScenarioSearch::is_to_be_checked() {
  if (run_ >= block_end_) {
    const std::uint64_t block = run_ / determinism_every_;
    block_end_ = (block + 1) * determinism_every_;
    to_be_checked_ = block == 0 ? 0 : block_end_ - 1 - mix(block) % determinism_every_;
  }
  return run_ == to_be_checked_;
}

void ScenarioSearch::count(const RunResult& result) {
  exhausted_ = member_->strategy->exhausted();
  complete_ = member_->strategy->complete();
  // A run that was cut as redundant is no schedule that others do not have.
  if (result.cut) return;
  ++member_->schedules;
  member_->steps += result.steps;
  if (probes_ != nullptr) probes_->add_to(situations_);
  traces_.add(result.trace, static_cast<unsigned>(member_ - members_.data()));
  if (const std::optional<Promise> promise = member_->strategy->promise()) {
    member_->miss_bound.add(*promise);
  }
}

void ScenarioSearch::count_time() {
  const auto now = std::chrono::steady_clock::now();
  member_->time += now - last_time_;
  last_time_ = now;
}

void ScenarioSearch::count_broken() {
  ++broken_;
  ++member_->broken;
}

void ScenarioSearch::on_finding(const RunResult& result, bool logged) {
  const bool race = result.finding->rule == "data-race";
  count_broken();
  if (store_.knows(name_, *result.finding)) return;
  tell(result, *result.finding);
  // What ThreadSanitizer still knows of the accesses before a race depends on all runs so far.
  if (race) return;
  check_determinism(result, logged);
}

// `result` is the last run's, and no more after this.
void ScenarioSearch::check_determinism(const RunResult& result, bool logged) {
  ++checks_;
  FoundRule second = describe(result, {});
  Recording recording = record(result);
  const ObjectNames names(simulation_);
  const std::optional<Finding> finding =
      repeat(simulation_, scenario_, recording, logged ? &log_ : nullptr, names);
  if (!finding) {
    count_repeated();
    return;
  }
  count_broken();
  if (store_.knows(name_, *finding)) return;
  second.finding = *finding;
  recording.details.push_back("This run could not be repeated: " + finding->what);
  observer_.found(store_.add(std::move(second), recording));
}

// The last repetition has begun a run of its own.
void ScenarioSearch::count_repeated() {
  if (probes_ == nullptr) return;
  probes_->begin_run();
  probes_->mark(Mark::run_repeated);
  probes_->add_to(situations_);
}

void ScenarioSearch::on_crash(const RunResult& result) {
  count_broken();
  if (result.finding) tell(result, *result.finding);
}

void ScenarioSearch::tell(const RunResult& result, const Finding& finding) {
  observer_.found(store_.add(describe(result, finding), record(result)));
}

FoundRule ScenarioSearch::describe(const RunResult& result, const Finding& finding) const {
  return FoundRule{.scenario = name_,
                   .parameters = parameters_,
                   .strategy = member_->name,
                   .seed = run_seed_,
                   .run = run_,
                   .finding = finding,
                   .hash = result.hash,
                   .decisions = result.decisions.size(),
                   .file = {},
                   .write_error = {}};
}

Recording ScenarioSearch::record(const RunResult& result) const {
  const RunOrigin origin{
      .scenario = scenario_, .strategy = member_->name, .seed = run_seed_, .options = run_options_};
  return make_recording(origin, simulation_, result);
}

ScenarioReport ScenarioSearch::report() const {
  ScenarioReport report{.name = name_,
                        .parameters = parameters_,
                        .schedules = traces_.runs(),
                        .distinct_traces = traces_.distinct(),
                        .traces_once = traces_.once(),
                        .exact = traces_.exact(),
                        .determinism_checks = checks_,
                        .broken = broken_,
                        .complete = complete_,
                        .left_out = member_ == nullptr ? "" : member_->strategy->left_out(),
                        .strategies = {},
                        .situations = situations_,
                        .traces = nullptr};
  for (unsigned i = 0; i < members_.size(); ++i) {
    const Member& member = members_[i];
    report.steps += member.steps;
    report.strategies.push_back({.name = member.name,
                                 .schedules = member.schedules,
                                 .steps = member.steps,
                                 .traces = traces_.from(i),
                                 .only_traces = traces_.only_from(i),
                                 .broken = member.broken,
                                 .time = member.time,
                                 .miss_bound = member.miss_bound});
  }
  return report;
}

ScenarioReport ScenarioSearch::final_report() {
  ScenarioReport last = report();
  last.traces = std::make_shared<const TraceSet>(std::exchange(traces_, TraceSet()));
  return last;
}

}  // namespace interleave::sim
