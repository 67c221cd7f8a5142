// From a program to a recording that breaks a rule, and from there to a shrunk one.
#ifndef INTERLEAVE_PROPTESTS_SHRINK_FOUND_H_
#define INTERLEAVE_PROPTESTS_SHRINK_FOUND_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include <gtest/gtest.h>

#include "sim/replay/recorder.h"
#include "sim/replay/replay.h"
#include "sim/shrink/shrink.h"
#include "sim/strategies/random_walk.h"

namespace interleave::sim {

// The recording of the first random run that breaks a rule (`rule`, where one is named); absent
// when `runs` do not.
inline std::optional<Recording> find_bug(Simulation& simulation, const Scenario& scenario,
                                         const Faults& faults = {}, std::uint64_t runs = 20'000,
                                         std::string_view rule = {}) {
  RunOptions options;
  options.faults = faults;
  options.step_limit = 2'000;
  RandomWalk strategy;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const RunResult& result = simulation.run(scenario, strategy, seed, options);
    if (!result.finding || (!rule.empty() && result.finding->rule != rule)) continue;
    return make_recording({scenario, strategy.name(), seed, options}, simulation, result);
  }
  return std::nullopt;
}

// Within the limit of runs alone: no test depends on how fast the machine is.
inline ShrinkOptions by_runs(std::uint64_t runs = 20'000) {
  ShrinkOptions options;
  options.runs = runs;
  options.time = std::chrono::hours(1);
  return options;
}

inline Shrunk shrunk(Simulation& simulation, std::shared_ptr<const Scenario> scenario,
                     const Recording& recording, const ShrinkOptions& options = by_runs()) {
  auto outcome = shrink(simulation, std::move(scenario), recording, options);
  const auto* error = std::get_if<ShrinkError>(&outcome);
  EXPECT_EQ(error, nullptr) << error->what
                            << (error->divergence ? error->divergence->met : std::string());
  return error == nullptr ? std::get<Shrunk>(std::move(outcome)) : Shrunk{};
}

// Strictly, in a simulation that knows nothing.
inline bool replays(const Scenario& scenario, const Recording& recording) {
  Simulation simulation;
  const auto outcome = replay(simulation, scenario, recording);
  const auto* result = std::get_if<ReplayResult>(&outcome);
  return result != nullptr && !result->divergence;
}

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_SHRINK_FOUND_H_
