// The options of a run as named values of a recording.
#ifndef INTERLEAVE_SIM_REPLAY_RUN_SETTINGS_H_
#define INTERLEAVE_SIM_REPLAY_RUN_SETTINGS_H_

#include <string>
#include <variant>
#include <vector>

#include "sim/engine/simulation.h"
#include "sim/replay/recording.h"

namespace interleave::sim {

// All options but on_record.
std::vector<Setting> to_settings(const RunOptions& options);

// The inverse; what is not named has its default. The error names a setting that does not exist or
// whose value is no number.
std::variant<RunOptions, std::string> from_settings(const std::vector<Setting>& settings);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_REPLAY_RUN_SETTINGS_H_
