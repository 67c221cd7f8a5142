// The command line of a testbed: explore, merge, replay and more. A program gives it a list of
// scenarios.
#ifndef INTERLEAVE_SIM_CLI_COMMAND_LINE_H_
#define INTERLEAVE_SIM_CLI_COMMAND_LINE_H_

#include <string>

#include "sim/cli/catalogue.h"

namespace interleave::sim {

// The exit status, for scripts and CI.
enum class ExitStatus : int {
  clean = 0,     // every rule held
  broken = 1,    // a rule is broken
  usage = 2,     // the command line or a file that it names is wrong
  diverged = 3,  // a replay did not come out as recorded
  lost = 4,      // a process of a campaign has died, and no rule is known to be broken
};

// What a command knows of the program around it.
struct Program {
  const Catalogue& catalogue;
  std::string command;  // as it was called: what a reader can paste
  std::string version;
};

// Does what the arguments of main say and returns the process's exit status. Results go to standard
// output, progress and errors to standard error. To be called once, from main's thread.
int run_command_line(const Catalogue& catalogue, const std::string& version, int argc,
                     const char* const* argv);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_COMMAND_LINE_H_
