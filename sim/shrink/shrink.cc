#include "sim/shrink/shrink.h"

#include <utility>

#include <fmt/format.h>

#include "model/base/assert.h"
#include "sim/replay/recorder.h"
#include "sim/replay/replay.h"
#include "sim/replay/run_settings.h"
#include "sim/shrink/measured.h"
#include "sim/shrink/plan_strategy.h"
#include "sim/shrink/signature.h"

namespace interleave::sim {
namespace {

// The best run once more, for its recording. The seed stays: it says where the run came from.
Recording record(Simulation& simulation, const Shrinker::Case& best, std::uint64_t seed) {
  PlanStrategy strategy;
  strategy.set(best.plan);
  const RunResult& result = simulation.run(*best.scenario, strategy, seed, best.options);
  return make_recording({*best.scenario, strategy.name(), seed, best.options}, simulation, result);
}

void append_change(std::string_view what, std::uint64_t before, std::uint64_t after,
                   std::string& text) {
  if (before == 0 && after == 0) return;
  text += fmt::format("  {:<12} {:>6} -> {}\n", what, before, after);
}

}  // namespace

std::variant<Shrunk, ShrinkError> shrink(Simulation& simulation,
                                         std::shared_ptr<const Scenario> scenario,
                                         const Recording& recording, const ShrinkOptions& options) {
  if (recording.rule.empty()) return ShrinkError{{}, "no rule is broken in it"};
  std::variant<RunOptions, std::string> settings = from_settings(recording.settings);
  if (auto* error = std::get_if<std::string>(&settings)) return ShrinkError{{}, *error};
  auto& run_options = std::get<RunOptions>(settings);
  run_options.on_crash = options.on_crash;

  ReplayStrategy recorded(recording, simulation);
  Measured measured(recorded);
  const RunResult& result = simulation.run(*scenario, measured, recording.seed, run_options);
  std::optional<Divergence> divergence = recorded.divergence();
  if (!divergence) divergence = compare_ends(recording, result);
  if (divergence) return ShrinkError{std::move(divergence), {}};

  Shrinker shrinker(simulation, options);
  shrinker.begin({std::move(scenario), run_options, measured.plan(), measured.simplicity()},
                 signature(result.finding->rule, result.finding->what));
  Shrunk shrunk;
  shrunk.before = shrinker.best().simplicity;
  shrinker.shrink();
  shrunk.after = shrinker.best().simplicity;
  shrunk.scenario = shrinker.best().scenario;
  shrunk.runs = shrinker.runs();
  shrunk.complete = shrinker.complete();
  shrunk.recording = shrunk.after < shrunk.before
                         ? record(simulation, shrinker.best(), recording.seed)
                         : recording;
  IL_ASSERT(shrunk.recording.rule == recording.rule, "a shrunk run breaks the same rule");
  return shrunk;
}

std::string to_text(const Shrunk& shrunk, const Recording& original) {
  const Simplicity& before = shrunk.before;
  const Simplicity& after = shrunk.after;
  std::string text;
  if (shrunk.recording.parameters == original.parameters) {
    text += fmt::format("  scenario     {} {}\n", original.scenario, original.parameters);
  } else {
    text += fmt::format("  scenario     {} {}\n            -> {}\n", original.scenario,
                        original.parameters, shrunk.recording.parameters);
  }
  append_change("faults", before.faults, after.faults, text);
  append_change("early timers", before.early_times, after.early_times, text);
  text +=
      fmt::format("  {:<12} {:>6} -> {}\n", "preemptions", before.preemptions, after.preemptions);
  append_change("switches", before.switches, after.switches, text);
  append_change("choices", before.choices, after.choices, text);
  append_change("decisions", before.decisions, after.decisions, text);
  if (after.early_times > 0) {
    text += fmt::format("  needs {} of early time: how late a real machine has to be\n",
                        time_text(shrunk.recording.early));
  }
  return text;
}

}  // namespace interleave::sim
