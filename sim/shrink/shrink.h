// Shrinks a recorded run that breaks a rule.
#ifndef INTERLEAVE_SIM_SHRINK_SHRINK_H_
#define INTERLEAVE_SIM_SHRINK_SHRINK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "sim/engine/simulation.h"
#include "sim/replay/recording.h"
#include "sim/replay/replay_strategy.h"
#include "sim/shrink/shrinker.h"
#include "sim/shrink/simplicity.h"

namespace interleave::sim {

struct Shrunk {
  Recording recording;                       // replays strictly, and breaks the same rule
  std::shared_ptr<const Scenario> scenario;  // what it is a recording of
  Simplicity before;
  Simplicity after;
  std::uint64_t runs = 0;
  bool complete = false;  // nothing helps any more; false: the limits came first
};

// Why nothing was shrunk: the recording has diverged, or what is wrong with it.
struct ShrinkError {
  std::optional<Divergence> divergence;
  std::string what;
};

// `recording` is one of `scenario` in this program and breaks a rule. Steps are kept only when
// strict re-execution breaks the same rule (signature.h), so the result does; it is never less
// simple than what was given. Deterministic within the limit of runs; the result of a complete
// shrinking is its own result.
std::variant<Shrunk, ShrinkError> shrink(Simulation& simulation,
                                         std::shared_ptr<const Scenario> scenario,
                                         const Recording& recording,
                                         const ShrinkOptions& options = {});

// What has gone, line by line: the scenario, what is left of the schedule, early time.
std::string to_text(const Shrunk& shrunk, const Recording& original);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_SHRINK_H_
