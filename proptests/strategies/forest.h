// Programs without locks: threads that access variables and make other threads, as a value.
#ifndef INTERLEAVE_PROPTESTS_STRATEGIES_FOREST_H_
#define INTERLEAVE_PROPTESTS_STRATEGIES_FOREST_H_

#include <set>
#include <string>
#include <vector>

#include "proptests/sim/program.h"
#include "proptests/strategies/chance.h"

namespace interleave::sim {

// What each thread does, the root first: 'x' accesses the variable that all share, 'o' one of its
// own; a digit makes the thread of that index. All joins come last.
using Forest = std::vector<std::string>;

Program program_of(const Forest& forest);

// Which of a run's operations a word tells: all but joins, or the accesses to the shared variable.
enum class Told { everything, shared };

// Makes words of the threads' indices. A new one for each count of words.
Letter letters_of(const Forest& forest, Told told);

// Every word that the forest can give, found by trying all.
Chances all_words(const Forest& forest, Told told);

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_STRATEGIES_FOREST_H_
