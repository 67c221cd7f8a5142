// Steps of a run as text: a column for each thread.
#ifndef INTERLEAVE_SIM_EXPLAIN_SWIM_LANE_H_
#define INTERLEAVE_SIM_EXPLAIN_SWIM_LANE_H_

#include <string>

#include "sim/explain/explanation.h"

namespace interleave::sim {

// The last steps of the threads that the finding and the pair are about, from the first step of the
// pair on where that is near enough; with `all` every step of every thread. At most 118 columns,
// where there are not too many threads. Ends with a line break.
//
// In its column a thread says what it does; `|` it can run, `:` it waits; the locks that it holds
// stand in brackets. `1>` and `2>` mark the steps of the pair, `!>` the step that breaks the rule.
std::string swim_lane(const Explanation& explanation, bool all);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_SWIM_LANE_H_
