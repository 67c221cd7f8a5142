#include "sim/explain/verified_run.h"

#include <utility>

#include "sim/replay/replay.h"
#include "sim/replay/run_settings.h"

namespace interleave::sim {
namespace {

Divergence not_repeated(const Recording& recording) {
  return {.position = recording.decisions.size() + 1,
          .expected = "the same run again",
          .met = "another one: what the program does depends on more than the decisions"};
}

}  // namespace

std::variant<VerifiedRun, Divergence, std::string> verified_run(
    const Scenario& scenario, const Recording& recording,
    const std::function<void(const RunResult&)>& on_crash) {
  auto settings = from_settings(recording.settings);
  if (auto* error = std::get_if<std::string>(&settings)) return std::move(*error);
  auto& options = std::get<RunOptions>(settings);
  options.on_crash = on_crash;
  VerifiedRun verified{std::make_unique<RunObserver>(scenario, recording.seed, options), {}};
  RunObserver& observer = *verified.observer;
  ReplayWatch watch;
  watch.on_crash = on_crash;
  auto outcome = replay(observer.simulation(), scenario, recording, std::move(watch));
  if (auto* error = std::get_if<std::string>(&outcome)) return std::move(*error);
  auto& replayed = std::get<ReplayResult>(outcome);
  if (replayed.divergence) return std::move(*replayed.divergence);
  verified.run = observer.observe(replayed.result.decisions);
  const bool same = verified.run.as_told && verified.run.result.hash == replayed.result.hash;
  if (!same) return not_repeated(recording);
  return verified;
}

}  // namespace interleave::sim
