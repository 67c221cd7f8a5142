// A recorded run that broke a rule, made plain.
#ifndef INTERLEAVE_SIM_EXPLAIN_EXPLANATION_H_
#define INTERLEAVE_SIM_EXPLAIN_EXPLANATION_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/engine/scenario.h"
#include "sim/explain/flip_search.h"
#include "sim/explain/involved.h"
#include "sim/explain/observed_run.h"
#include "sim/explain/rows.h"
#include "sim/explain/symbols.h"
#include "sim/replay/recording.h"
#include "sim/replay/replay_strategy.h"

namespace interleave::sim {

// One of the two steps whose exchange makes the run pass.
struct PairStep {
  std::size_t row = Row::kNone;  // kNone: the run was over before it came
  std::uint32_t thread = 0;
  std::string words;  // "leader wakes one waiter of set"
  std::vector<Frame> stack;
};

struct FlippedPair {
  PairStep first;
  PairStep second;
};

// A thread that has not ended when the run has.
struct Standing {
  std::uint32_t thread = 0;
  std::string waits;              // "one waits since step 12 for the b lock, which two holds ..."
  std::vector<std::string> held;  // locks
  std::uint32_t awaits = 0;       // the thread that it waits for; 0: nobody in particular
  std::vector<Frame> stack;       // at its last step
};

struct Explanation {
  ObservedRun run;
  Rows rows;
  Involved involved;
  std::optional<FlippedPair> pair;
  std::uint64_t reruns = 0;        // how many exchanges were tried
  bool search_complete = true;     // false: there were more than the search's bounds allow
  std::vector<Standing> standing;  // in the order of threads
  std::vector<Frame> broken_at;    // where the thread was whose step broke the rule, if one did

  // Where the finding is; the last row where nothing is known. Row::kNone without a finding.
  [[nodiscard]] std::size_t finding_row() const;
};

struct ExplainRequest {
  FlipBounds bounds;
  // Called when the process is about to die within a run, as RunOptions::on_crash.
  std::function<void(const RunResult&)> on_crash;
};

// Replays `recording`, which is one of `scenario`, strictly, and explains what it shows. A
// divergence when the run does not come out as recorded. The error says why the recording cannot be
// replayed at all.
std::variant<Explanation, Divergence, std::string> explain(const Scenario& scenario,
                                                           const Recording& recording,
                                                           const ExplainRequest& request = {});

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_EXPLANATION_H_
