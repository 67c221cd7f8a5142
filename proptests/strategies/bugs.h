// How many runs a strategy needs to find the bug of a program.
#ifndef INTERLEAVE_PROPTESTS_STRATEGIES_BUGS_H_
#define INTERLEAVE_PROPTESTS_STRATEGIES_BUGS_H_

#include <memory>
#include <string_view>

#include "sim/engine/scenario.h"

namespace interleave::sim {

// The program of this name in the suite of proptests/programs, with its bug.
std::unique_ptr<Scenario> program_with_bug(std::string_view name);

struct Search {
  double mean = 0;  // runs to the first finding, that one included, in the trials that had one
  int found = 0;    // trials that had one
};

// `trials` searches of at most `limit` runs each by a new strategy of this name; seeds are fixed.
Search search(const Scenario& scenario, std::string_view strategy, int trials, int limit);

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_STRATEGIES_BUGS_H_
