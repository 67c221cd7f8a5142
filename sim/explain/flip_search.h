// The search for the two steps whose exchange makes a run pass.
#ifndef INTERLEAVE_SIM_EXPLAIN_FLIP_SEARCH_H_
#define INTERLEAVE_SIM_EXPLAIN_FLIP_SEARCH_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/explain/flip_strategy.h"
#include "sim/explain/involved.h"
#include "sim/explain/observed_run.h"
#include "sim/explain/run_observer.h"

namespace interleave::sim {

// Where the search stops.
struct FlipBounds {
  std::size_t window = 2'000;        // points from the end that are looked at
  std::uint64_t reruns = 2'000;      // runs
  std::uint64_t points = 5'000'000;  // points of all these runs
};

struct FlipResult {
  std::optional<Exchange> exchange;  // absent: no exchange that was tried makes the run pass
  PendingOperation second;           // what the second step does
  std::uint64_t reruns = 0;
  bool complete = true;  // false: the bounds have ended the search
};

// Tries the exchanges of two adjacent dependent steps, those that concern what the finding names
// first, the latest first, and returns the first one after which the run breaks no rule. `run` is
// one of `observer` that has broken a rule.
FlipResult find_flip(RunObserver& observer, const ObservedRun& run, const Involved& involved,
                     const FlipBounds& bounds = {});

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_FLIP_SEARCH_H_
