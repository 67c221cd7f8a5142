// The stages of shrinking. Each tries cuts, the largest first, and goes on from what a run really
// did: its segments and deviations are counted anew after each success.
#include <algorithm>
#include <utility>

#include "sim/engine/hash.h"
#include "sim/shrink/few_switches.h"
#include "sim/shrink/schedule_cuts.h"
#include "sim/shrink/shrinker.h"
#include "sim/strategies/random_walk.h"

namespace interleave::sim {
namespace {

// Runs with each of two random strategies in a simpler scenario before it is given up.
constexpr std::uint64_t kSearch = 150;

bool is_fault(DecisionKind kind) {
  return kind == DecisionKind::spurious || kind == DecisionKind::would_block ||
         kind == DecisionKind::fault;
}

bool is_early_time(DecisionKind kind) {
  return kind == DecisionKind::time;
}

bool is_choice(DecisionKind kind) {
  return !is_fault(kind) && !is_early_time(kind);
}

std::uint64_t seed_of(const std::string& parameters, std::uint64_t number) {
  std::uint64_t seed = number;
  for (const char c : parameters) seed = fold(seed, static_cast<unsigned char>(c));
  return seed;
}

}  // namespace

void Shrinker::shrink_scenario() {
  for (bool found = true; found && more();) {
    found = false;
    for (std::unique_ptr<Scenario>& each : best_.scenario->simpler()) {
      const std::shared_ptr<const Scenario> simpler = std::move(each);
      if (!better(simpler, best_.options, best_.plan) && !search(simpler)) continue;
      found = true;
      // What a search has found is full of deviations.
      shrink_run();
      break;
    }
  }
}

bool Shrinker::search(const std::shared_ptr<const Scenario>& scenario) {
  const std::string parameters = scenario->parameters();
  // Other faults make other runs.
  std::string tried = parameters;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Fault::count_); ++i) {
    tried += best_.options.faults.exists(static_cast<Fault>(i)) ? '1' : '0';
  }
  if (hopeless_.contains(tried)) return false;
  FewSwitches few;
  RandomWalk random;
  const RunOptions options = best_.options;
  for (std::uint64_t i = 0; i < kSearch; ++i) {
    const std::uint64_t seed = seed_of(parameters, i);
    if (better(scenario, options, few, seed) || better(scenario, options, random, seed)) {
      return true;
    }
  }
  hopeless_.insert(tried);
  return false;
}

void Shrinker::shrink_run() {
  shrink_fault_kinds();
  shrink_deviations(is_fault);
  shrink_deviations(is_early_time);
  shrink_preemptions();
  shrink_switches();
  shrink_deviations(is_choice);
  shrink_weight();
}

// A kind of fault that cannot happen asks no questions.
void Shrinker::shrink_fault_kinds() {
  for (std::size_t i = 0; i < static_cast<std::size_t>(Fault::count_); ++i) {
    if (!best_.options.faults.exists(static_cast<Fault>(i))) continue;
    RunOptions options = best_.options;
    options.faults[static_cast<Fault>(i)] = {};
    better(best_.scenario, options, best_.plan);
  }
}

void Shrinker::shrink_deviations(const std::function<bool(DecisionKind)>& wanted) {
  const auto count = [&] {
    std::size_t wanted_count = 0;
    for (const Deviation& each : best_.plan.deviations) wanted_count += wanted(each.kind) ? 1 : 0;
    return wanted_count;
  };
  const auto without_some = [&](std::size_t at, std::size_t size) {
    Plan plan{best_.plan.segments, {}};
    std::size_t index = 0;
    for (const Deviation& each : best_.plan.deviations) {
      const bool goes = wanted(each.kind) && index >= at && index < at + size;
      index += wanted(each.kind) ? 1 : 0;
      if (!goes) plan.deviations.push_back(each);
    }
    return plan;
  };
  for (std::size_t size = count(); size > 0 && more(); size /= 2) {
    for (std::size_t at = 0; at < count() && more();) {
      if (!better(without_some(at, size))) at += size;
    }
  }
}

void Shrinker::cut_segments() {
  for (std::size_t size = best_.plan.segments.size(); size > 0 && more(); size /= 2) {
    for (std::size_t at = 0; at < best_.plan.segments.size() && more();) {
      if (!better(without(best_.plan.segments, at, size))) at += size;
    }
  }
}

void Shrinker::cut_each(Cut cut) {
  for (std::size_t at = 0; at < best_.plan.segments.size() && more();) {
    if (!better(cut(best_.plan.segments, at))) ++at;
  }
}

void Shrinker::shrink_preemptions() {
  for (Simplicity before = best_.simplicity; more(); before = best_.simplicity) {
    cut_segments();
    cut_each(not_preempted);
    cut_each(pulled_forward);
    cut_each(pushed_back);
    if (!(best_.simplicity < before)) break;
  }
}

void Shrinker::shrink_switches() {
  cut_each(by_default);
}

void Shrinker::shrink_weight() {
  for (std::size_t at = 0; at < best_.plan.segments.size(); ++at) {
    lower([&] { return at < best_.plan.segments.size() ? best_.plan.segments[at].points : 0; },
          [&](std::uint32_t points) {
            return better(preempted_after(best_.plan.segments, at, points));
          });
  }
  for (std::size_t at = 0; at < best_.plan.deviations.size(); ++at) {
    lower([&] { return at < best_.plan.deviations.size() ? best_.plan.deviations[at].taken : 0; },
          [&](std::uint32_t taken) {
            Plan plan = best_.plan;
            plan.deviations[at].taken = taken;
            return better(plan);
          });
  }
}

void Shrinker::lower(const std::function<std::uint32_t()>& value,
                     const std::function<bool(std::uint32_t)>& set) {
  for (bool found = true; found && more();) {
    found = false;
    const std::uint32_t now = value();
    for (const std::uint32_t less : {std::uint32_t{1}, now / 2, now - 1}) {
      if (!found && less > 0 && less < now) found = set(less);
    }
  }
}

}  // namespace interleave::sim
