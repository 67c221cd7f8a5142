#include "sim/replay/replay.h"

#include <utility>

#include <fmt/format.h>

#include "sim/replay/run_settings.h"

namespace interleave::sim {
namespace {

std::string verdict(const std::string& rule, std::uint64_t hash) {
  return rule.empty() ? fmt::format("no broken rule, hash {:#018x}", hash)
                      : fmt::format("rule {} broken, hash {:#018x}", rule, hash);
}

// Every decision fitted: does the end?
std::optional<Divergence> compare_ends(const Recording& recording, const RunResult& result) {
  const std::string rule = result.finding ? result.finding->rule : std::string();
  if (rule == recording.rule && result.hash == recording.hash) return std::nullopt;
  return Divergence{.position = recording.decisions.size() + 1,
                    .expected = verdict(recording.rule, recording.hash),
                    .met = verdict(rule, result.hash)};
}

}  // namespace

std::variant<ReplayResult, std::string> replay(Simulation& simulation, const Scenario& scenario,
                                               const Recording& recording, ReplayWatch watch) {
  std::variant<RunOptions, std::string> settings = from_settings(recording.settings);
  if (auto* error = std::get_if<std::string>(&settings)) return std::move(*error);
  auto& options = std::get<RunOptions>(settings);
  options.on_record = std::move(watch.on_record);
  options.on_crash = std::move(watch.on_crash);
  ReplayStrategy strategy(recording, simulation);
  ReplayResult replayed;
  replayed.result = simulation.run(scenario, strategy, recording.seed, options);
  replayed.divergence = strategy.divergence();
  if (!replayed.divergence) {
    replayed.divergence = compare_ends(recording, replayed.result);
  }
  return replayed;
}

}  // namespace interleave::sim
