// A recorded run that stops at a step.
#ifndef INTERLEAVE_SIM_EXPLAIN_BREAKPOINT_H_
#define INTERLEAVE_SIM_EXPLAIN_BREAKPOINT_H_

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/engine/scenario.h"
#include "sim/explain/rows.h"
#include "sim/explain/symbols.h"
#include "sim/replay/recording.h"
#include "sim/replay/replay_strategy.h"

namespace interleave::sim {

// What was met at the step.
struct BreakpointStop {
  std::string words;         // "waiter waits for set"
  std::vector<Frame> stack;  // of the thread that does it
};

// Is this process run by a debugger?
bool debugger_attached();

// Replays `recording` strictly, and then once more up to `step`: there `on_stop`, with the step's
// words, is called in the thread that does the step, and then, under a debugger, a trap on that
// thread's own stack. The error says that there is no such step.
std::variant<BreakpointStop, Divergence, std::string> stop_at(
    const Scenario& scenario, const Recording& recording, const StepNumber& step,
    const std::function<void(std::string_view words)>& on_stop);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_BREAKPOINT_H_
