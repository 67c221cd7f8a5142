// Programs with a bug of a known shape, and how many runs a strategy needs to find it.
#ifndef INTERLEAVE_PROPTESTS_STRATEGIES_BUGS_H_
#define INTERLEAVE_PROPTESTS_STRATEGIES_BUGS_H_

#include <cstdint>
#include <string_view>

#include "proptests/sim/program.h"

namespace interleave::sim {

// Setters store 1 in a, then -1 in b; checkers load a and b: one that sees a alone has found it.
Program reorder(std::uint32_t setters, std::uint32_t checkers);

// First stage: set data1 under one lock, data2 = data1 + 1 under another. Checkers read them in the
// same order: one that comes in between has found it.
Program twostage(std::uint32_t setters, std::uint32_t checkers);

// Three philosophers who take the left fork first.
Program philosophers();

struct Search {
  double mean = 0;  // runs to the first finding, that one included, in the trials that had one
  int found = 0;    // trials that had one
};

// `trials` searches of at most `limit` runs each by a new strategy of this name; seeds are fixed.
Search search(const Scenario& scenario, std::string_view strategy, int trials, int limit);

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_STRATEGIES_BUGS_H_
