// The commands. Each prints its results and returns the exit status of the program.
#ifndef INTERLEAVE_SIM_CLI_COMMANDS_H_
#define INTERLEAVE_SIM_CLI_COMMANDS_H_

#include <span>
#include <string>
#include <string_view>

#include "sim/campaign/report.h"
#include "sim/cli/arguments.h"
#include "sim/cli/command_line.h"

namespace interleave::sim {

// What the help says of a command and what its arguments may be.
struct Command {
  std::string_view name;
  std::string_view arguments;  // "FILE [--trace]"
  std::string_view summary;    // one line
  std::string_view description;
  std::span<const OptionSpec> options;
  std::string_view examples;  // each line is one; {0} is the program
  ExitStatus (*run)(const Program& program, const Arguments& arguments);
};

// In the order of the help.
std::span<const Command> commands();

ExitStatus explore_command(const Program& program, const Arguments& arguments);
ExitStatus explain_command(const Program& program, const Arguments& arguments);
ExitStatus replay_command(const Program& program, const Arguments& arguments);
ExitStatus merge_command(const Program& program, const Arguments& arguments);
ExitStatus shrink_command(const Program& program, const Arguments& arguments);
ExitStatus check_trace_command(const Program& program, const Arguments& arguments);
ExitStatus list_command(const Program& program, const Arguments& arguments);

// The exit status of a campaign with these results.
ExitStatus status_of(const CampaignReport& report);

// "interleave: unknown scenario x; ..." on standard error.
ExitStatus usage_error(const Program& program, std::string_view what);

// The help of the program and of one command.
std::string program_help(const Program& program);
std::string command_help(const Program& program, const Command& command);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_COMMANDS_H_
