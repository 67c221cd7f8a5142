#include "sim/shrink/shrinker.h"

#include <utility>

#include "sim/shrink/signature.h"
#include "sim/shrink/steps_strategy.h"

namespace interleave::sim {
namespace {

std::uint64_t kinds_in(const Faults& faults) {
  std::uint64_t kinds = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Fault::count_); ++i) {
    kinds += faults.exists(static_cast<Fault>(i)) ? 1 : 0;
  }
  return kinds;
}

std::string signature_of(const RunResult& result) {
  return result.finding ? signature(result.finding->rule, result.finding->what) : std::string();
}

}  // namespace

Shrinker::Shrinker(Simulation& simulation, const ShrinkOptions& options)
    : simulation_(simulation),
      options_(options),
      end_(std::chrono::steady_clock::now() + options.time) {}

void Shrinker::begin(Case first, std::string signature) {
  best_ = std::move(first);
  best_.options.on_crash = options_.on_crash;
  best_.simplicity.scenario = best_.scenario->size();
  best_.simplicity.kinds = kinds_in(best_.options.faults);
  signature_ = std::move(signature);
}

void Shrinker::shrink() {
  // A run with few deviations is one that fits other scenarios too.
  shrink_run();
  for (;;) {
    const Simplicity before = best_.simplicity;
    shrink_scenario();
    shrink_run();
    if (!(best_.simplicity < before)) break;
  }
  complete_ = more();
}

bool Shrinker::more() {
  return runs_ < options_.runs && std::chrono::steady_clock::now() < end_ &&
         (!options_.go_on || options_.go_on());
}

bool Shrinker::better(const std::shared_ptr<const Scenario>& scenario, const RunOptions& options,
                      Strategy& strategy, std::uint64_t seed) {
  if (!more()) return false;
  ++runs_;
  Measured measured(strategy);
  const RunResult& result = simulation_.run(*scenario, measured, seed, options);
  if (signature_of(result) != signature_) return false;
  Simplicity simplicity = measured.simplicity();
  simplicity.scenario = scenario->size();
  simplicity.kinds = kinds_in(options.faults);
  if (!(simplicity < best_.simplicity) || !repeats(*scenario, options, result)) return false;
  best_ = {scenario, options, measured.plan(), simplicity};
  return true;
}

bool Shrinker::better(const std::shared_ptr<const Scenario>& scenario, const RunOptions& options,
                      const Plan& plan) {
  plan_strategy_.set(plan);
  return better(scenario, options, plan_strategy_, 0);
}

bool Shrinker::better(std::optional<std::vector<Segment>> segments) {
  return segments && better({std::move(*segments), best_.plan.deviations});
}

// Strict: the same questions, the same end, the same hash.
bool Shrinker::repeats(const Scenario& scenario, const RunOptions& options,
                       const RunResult& result) {
  ++runs_;
  StepsStrategy steps(result.decisions);
  const std::uint64_t hash = result.hash;
  const RunResult& again = simulation_.run(scenario, steps, 0, options);
  return steps.fitted() && again.hash == hash && signature_of(again) == signature_;
}

}  // namespace interleave::sim
