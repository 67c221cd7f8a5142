// From a run to its recording.
#ifndef INTERLEAVE_SIM_REPLAY_RECORDER_H_
#define INTERLEAVE_SIM_REPLAY_RECORDER_H_

#include <cstdint>
#include <string_view>

#include "sim/engine/scenario.h"
#include "sim/engine/simulation.h"
#include "sim/replay/recording.h"

namespace interleave::sim {

// How a run was started.
struct RunOrigin {
  const Scenario& scenario;
  std::string_view strategy;
  std::uint64_t seed = 0;
  const RunOptions& options;
};

// The recording of the run that `simulation` has just finished with `result`.
Recording make_recording(const RunOrigin& origin, const Simulation& simulation,
                         const RunResult& result);

// A decision of the present or last run of `simulation`, with its names.
RecordedDecision with_names(const Decision& decision, const Simulation& simulation);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_REPLAY_RECORDER_H_
