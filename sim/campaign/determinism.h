// Does a run, repeated by its decisions, come out the same?
#ifndef INTERLEAVE_SIM_CAMPAIGN_DETERMINISM_H_
#define INTERLEAVE_SIM_CAMPAIGN_DETERMINISM_H_

#include <optional>

#include "sim/campaign/record_log.h"
#include "sim/engine/scenario.h"
#include "sim/engine/simulation.h"
#include "sim/replay/recording.h"
#include "sim/replay/wording.h"

namespace interleave::sim {

// Runs `recording`, which is of a run that `simulation` has just done, again: twice, with other
// addresses, other garbage in fresh memory and on the stacks, and whatever the runs before have
// left in the process. A finding of rule "nondeterminism" when one comes out otherwise: it names
// the decision or the end that differs and, where `log` has kept the first run's records, the first
// record that does. `names` are the first run's.
std::optional<Finding> repeat(Simulation& simulation, const Scenario& scenario,
                              const Recording& recording, RecordLog* log, const ObjectNames& names);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_DETERMINISM_H_
