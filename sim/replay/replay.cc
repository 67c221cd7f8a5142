#include "sim/replay/replay.h"

#include <utility>

#include <fmt/format.h>

#include "sim/replay/recorder.h"
#include "sim/replay/run_settings.h"

namespace interleave::sim {
namespace {

std::string verdict(const std::string& rule, std::uint64_t hash) {
  return rule.empty() ? fmt::format("no broken rule, hash {:#018x}", hash)
                      : fmt::format("rule {} broken, hash {:#018x}", rule, hash);
}

std::variant<RunOptions, std::string> options_of(const Recording& recording, ReplayWatch watch) {
  std::variant<RunOptions, std::string> options = from_settings(recording.settings);
  if (auto* known = std::get_if<RunOptions>(&options)) {
    known->on_record = std::move(watch.on_record);
    known->on_crash = std::move(watch.on_crash);
  }
  return options;
}

}  // namespace

std::optional<Divergence> compare_ends(const Recording& recording, const RunResult& result) {
  const std::string rule = result.finding ? result.finding->rule : std::string();
  if (rule == recording.rule && result.hash == recording.hash) return std::nullopt;
  return Divergence{.position = recording.decisions.size() + 1,
                    .expected = verdict(recording.rule, recording.hash),
                    .met = verdict(rule, result.hash)};
}

std::variant<ReplayResult, std::string> replay(Simulation& simulation, const Scenario& scenario,
                                               const Recording& recording, ReplayWatch watch) {
  const auto options = options_of(recording, std::move(watch));
  if (const auto* error = std::get_if<std::string>(&options)) return *error;
  ReplayStrategy strategy(recording, simulation);
  ReplayResult replayed;
  replayed.result =
      simulation.run(scenario, strategy, recording.seed, std::get<RunOptions>(options));
  replayed.divergence = strategy.divergence();
  if (!replayed.divergence) {
    replayed.divergence = compare_ends(recording, replayed.result);
  }
  return replayed;
}

std::variant<TolerantResult, std::string> replay_tolerantly(Simulation& simulation,
                                                            const Scenario& scenario,
                                                            const Recording& recording,
                                                            ReplayWatch watch) {
  const auto options = options_of(recording, std::move(watch));
  if (const auto* error = std::get_if<std::string>(&options)) return *error;
  TolerantStrategy strategy(recording, simulation);
  TolerantResult replayed;
  replayed.result =
      simulation.run(scenario, strategy, recording.seed, std::get<RunOptions>(options));
  replayed.match = strategy.match();
  replayed.recording =
      make_recording({scenario, recording.strategy, recording.seed, std::get<RunOptions>(options)},
                     simulation, replayed.result);
  return replayed;
}

}  // namespace interleave::sim
