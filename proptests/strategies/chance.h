// Statistics of fixed seeds: how often something happens, and whether that is as it should be.
#ifndef INTERLEAVE_PROPTESTS_STRATEGIES_CHANCE_H_
#define INTERLEAVE_PROPTESTS_STRATEGIES_CHANCE_H_

#include <functional>
#include <map>
#include <string>

#include "sim/engine/scenario.h"
#include "sim/engine/strategy.h"

namespace interleave::sim {

using Counts = std::map<std::string, int>;
using Chances = std::map<std::string, double>;

// Called for each operation of a run: its letter in the word that stands for the run, or '\0'.
using Letter = std::function<char(std::uint32_t thread, const PendingOperation& operation)>;

// How often each word came in `runs` runs, after `warm_up` runs from which the strategy learns.
Counts words(const Scenario& scenario, Strategy& strategy, const Letter& letter, int runs,
             int warm_up = 20);

// Pearson's statistic in units of what only one in ten thousand exceeds, so that 1 is the limit:
// for counts of these chances. A word that has none makes it infinite.
double misfit(const Counts& counts, const Chances& chances);

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_STRATEGIES_CHANCE_H_
