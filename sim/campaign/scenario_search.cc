#include "sim/campaign/scenario_search.h"

#include <optional>
#include <utility>

#include "model/base/assert.h"
#include "sim/campaign/determinism.h"
#include "sim/campaign/seeds.h"
#include "sim/campaign/strategies.h"
#include "sim/replay/recorder.h"

namespace interleave::sim {

ScenarioSearch::ScenarioSearch(const Scenario& scenario, const CampaignOptions& options,
                               Simulation& simulation, FindingStore& store,
                               CampaignObserver& observer)
    : scenario_(scenario),
      name_(scenario.name()),
      parameters_(scenario.parameters()),
      seed_(scenario_seed(options.seed, name_, parameters_)),
      determinism_every_(options.determinism_every),
      strategy_(make_strategy(options.strategy)),
      simulation_(simulation),
      store_(store),
      observer_(observer) {
  IL_ASSERT(strategy_ != nullptr, "there is no strategy of this name");
  IL_ASSERT(determinism_every_ > 0, "determinism is checked every so many runs");
  run_options_.on_crash = [this](const RunResult& result) { on_crash(result); };
}

std::uint64_t ScenarioSearch::run_once() {
  run_ = traces_.runs();
  run_seed_ = run_seed(seed_, run_);
  const bool checked = run_ % determinism_every_ == 0;
  // The strategy draws from the seed itself: two streams, which must not be the same.
  run_options_.faults = Faults::swarm(mix(run_seed_));
  if (checked) {
    log_.clear();
    run_options_.on_record = [this](const Record& record) { log_.keep(record); };
  }
  const RunResult& result = simulation_.run(scenario_, *strategy_, run_seed_, run_options_);
  run_options_.on_record = nullptr;
  const std::uint64_t hash = result.hash;
  traces_.add(result.trace);
  steps_ += result.steps;
  if (result.finding) {
    on_finding(result, checked);
  } else if (checked) {
    check_determinism(result, checked);
  }
  return hash;
}

void ScenarioSearch::on_finding(const RunResult& result, bool logged) {
  ++broken_;
  if (store_.knows(name_, result.finding->rule)) return;
  tell(result, *result.finding);
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
  if (!finding) return;
  ++broken_;
  if (store_.knows(name_, finding->rule)) return;
  second.finding = *finding;
  recording.details.push_back("This run could not be repeated: " + finding->what);
  observer_.found(store_.add(std::move(second), recording));
}

void ScenarioSearch::on_crash(const RunResult& result) {
  ++broken_;
  if (result.finding) tell(result, *result.finding);
}

void ScenarioSearch::tell(const RunResult& result, const Finding& finding) {
  observer_.found(store_.add(describe(result, finding), record(result)));
}

FoundRule ScenarioSearch::describe(const RunResult& result, const Finding& finding) const {
  return FoundRule{.scenario = name_,
                   .parameters = parameters_,
                   .strategy = std::string(strategy_->name()),
                   .seed = run_seed_,
                   .run = run_,
                   .finding = finding,
                   .hash = result.hash,
                   .decisions = result.decisions.size(),
                   .file = {},
                   .write_error = {}};
}

Recording ScenarioSearch::record(const RunResult& result) const {
  const RunOrigin origin{.scenario = scenario_,
                         .strategy = strategy_->name(),
                         .seed = run_seed_,
                         .options = run_options_};
  return make_recording(origin, simulation_, result);
}

ScenarioReport ScenarioSearch::report() const {
  return ScenarioReport{.name = name_,
                        .parameters = parameters_,
                        .schedules = traces_.runs(),
                        .steps = steps_,
                        .distinct_traces = traces_.distinct(),
                        .traces_once = traces_.once(),
                        .exact = traces_.exact(),
                        .determinism_checks = checks_,
                        .broken = broken_};
}

}  // namespace interleave::sim
