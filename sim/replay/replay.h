// Runs a recording again and says whether it came out the same.
#ifndef INTERLEAVE_SIM_REPLAY_REPLAY_H_
#define INTERLEAVE_SIM_REPLAY_REPLAY_H_

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "sim/engine/simulation.h"
#include "sim/replay/recording.h"
#include "sim/replay/replay_strategy.h"
#include "sim/replay/tolerant_strategy.h"

namespace interleave::sim {

struct ReplayResult {
  // Absent: every decision fitted, and rule and hash are the recorded ones.
  std::optional<Divergence> divergence;
  // What the run ended with now; `result.decisions` are those that were really taken.
  RunResult result;
};

// As in RunOptions; each may be empty.
struct ReplayWatch {
  std::function<void(const Record&)> on_record;
  std::function<void(const RunResult&)> on_crash;
};

// Strict replay of `recording`, which is one of `scenario`. The settings that it names must exist:
// otherwise the error says which does not.
std::variant<ReplayResult, std::string> replay(Simulation& simulation, const Scenario& scenario,
                                               const Recording& recording, ReplayWatch watch = {});

struct TolerantResult {
  Match match;
  RunResult result;
  Recording recording;  // of what the run did now
};

// The same for a program that has changed since: decisions are matched by name.
std::variant<TolerantResult, std::string> replay_tolerantly(Simulation& simulation,
                                                            const Scenario& scenario,
                                                            const Recording& recording,
                                                            ReplayWatch watch = {});

// Whether a run in which every decision fitted ends as recorded: with the same rule and hash.
std::optional<Divergence> compare_ends(const Recording& recording, const RunResult& result);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_REPLAY_REPLAY_H_
