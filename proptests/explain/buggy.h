// Recorded failures of small programs, for the tests of their explanation.
#ifndef INTERLEAVE_PROPTESTS_EXPLAIN_BUGGY_H_
#define INTERLEAVE_PROPTESTS_EXPLAIN_BUGGY_H_

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include <gtest/gtest.h>

#include "sim/explain/explanation.h"
#include "sim/replay/recorder.h"
#include "sim/strategies/random_walk.h"

namespace interleave::sim {

// The recording of the first seed whose run ends as wanted: with the rule, or with none.
inline Recording record_run(const Scenario& scenario, const std::string& rule,
                            const Faults& faults = {}) {
  Simulation simulation;
  RunOptions options;
  options.faults = faults;
  options.step_limit = 5'000;
  RandomWalk strategy;
  for (std::uint64_t seed = 1; seed < 10'000; ++seed) {
    const RunResult& result = simulation.run(scenario, strategy, seed, options);
    if ((result.finding ? result.finding->rule : std::string()) != rule) continue;
    return make_recording({scenario, strategy.name(), seed, options}, simulation, result);
  }
  ADD_FAILURE() << "no seed breaks the rule " << rule;
  return {};
}

inline Explanation explained(const Scenario& scenario, const Recording& recording) {
  auto outcome = explain(scenario, recording);
  EXPECT_TRUE(std::holds_alternative<Explanation>(outcome));
  return std::get<Explanation>(std::move(outcome));
}

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_EXPLAIN_BUGGY_H_
