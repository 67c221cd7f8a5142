// A recording that a command names, with its scenario.
#ifndef INTERLEAVE_SIM_CLI_RECORDED_CASE_H_
#define INTERLEAVE_SIM_CLI_RECORDED_CASE_H_

#include <memory>
#include <string>
#include <variant>

#include "sim/cli/command_line.h"
#include "sim/engine/scenario.h"
#include "sim/replay/recording.h"

namespace interleave::sim {

struct RecordedCase {
  Recording recording;
  std::unique_ptr<Scenario> scenario;
};

// Reads the file and makes the scenario that it names. The error says what is wrong with the file.
std::variant<RecordedCase, std::string> load_case(const Program& program, const std::string& file);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_RECORDED_CASE_H_
