// Which pairs of points of a run could have come in the other order.
#ifndef INTERLEAVE_SIM_EXPLAIN_DEPENDENCE_H_
#define INTERLEAVE_SIM_EXPLAIN_DEPENDENCE_H_

#include <cstddef>
#include <vector>

#include "sim/explain/observed_run.h"

namespace interleave::sim {

// Two points of different threads, `earlier` < `later`, on one object, with nothing between them
// that the one has to come before and the other after (Flanagan and Godefroid, "Dynamic
// Partial-Order Reduction", POPL 2005: a race).
struct Race {
  std::size_t earlier = 0;  // position in ObservedRun::points
  std::size_t later = 0;
  ObjectId object = kNoObject;
  // The points between the two that must come before the later one whatever the earlier one does,
  // in their order.
  std::vector<std::size_t> needed;
};

// Do the two operations, on one object, commute?
inline bool commute(OperationKind one, OperationKind other) {
  return one == OperationKind::load && other == OperationKind::load;
}

// The races whose points are both among the last `window` points, in the order of the later one,
// then of the earlier one.
std::vector<Race> races(const ObservedRun& run, std::size_t window);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_DEPENDENCE_H_
