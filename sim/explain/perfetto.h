// An explanation as a trace that the viewers of Perfetto and Chrome open.
#ifndef INTERLEAVE_SIM_EXPLAIN_PERFETTO_H_
#define INTERLEAVE_SIM_EXPLAIN_PERFETTO_H_

#include <string>

#include "sim/explain/explanation.h"
#include "sim/replay/recording.h"

namespace interleave::sim {

// JSON in the Trace Event Format: a track of one process for each thread, with slices for locks
// that are held, waits and calls, instants for everything else, and flows for wakeups. The time of
// a step is its number, as microseconds; points between two records share the time between them.
//
// Slices of one thread are nested: where two overlap (locks that are not released in the opposite
// order) the inner one is cut at the end of the outer one and goes on after it.
std::string perfetto_trace(const Explanation& explanation, const Recording& recording);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_PERFETTO_H_
