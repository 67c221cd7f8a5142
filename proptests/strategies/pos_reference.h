// The chances of POS, worked out from the paper's definition without drawing.
#ifndef INTERLEAVE_PROPTESTS_STRATEGIES_POS_REFERENCE_H_
#define INTERLEAVE_PROPTESTS_STRATEGIES_POS_REFERENCE_H_

#include <string>
#include <vector>

#include "proptests/strategies/chance.h"

namespace interleave::sim {

// What departs from the definition.
struct PosRules {
  bool draw_again = true;       // what races with the operation done
  bool disabled_again = false;  // also what cannot be done
};

// A program of one lock and two variables: the root makes `threads` in their order and joins them.
// 'r' reads and 'w' writes the variable of the digit that follows; 'l' takes the lock, 'u' lets go
// of it, which is no operation. A word tells who did the reads, writes and locks: '1' is the first.
Chances pos_chances(const std::vector<std::string>& threads, const PosRules& rules = {});

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_STRATEGIES_POS_REFERENCE_H_
