// The daemon's command line.
#ifndef INTERLEAVE_DAEMON_CONFIG_COMMAND_LINE_H_
#define INTERLEAVE_DAEMON_CONFIG_COMMAND_LINE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "daemon/config/settings.h"

namespace interleave::daemon {

struct CommandLine {
  enum class Action : std::uint8_t { serve, check_config, help, version };
  Action action = Action::serve;
  std::optional<std::string> config;
  std::optional<std::string> socket_dir;
  std::optional<std::string> pid_file;
  unsigned verbose = 0;  // how often it was given
  // One line: what is wrong. Everything else means nothing then.
  std::optional<std::string> error;
};

// Reads the arguments, the first of which is the program's name and is not looked at. One thread at
// a time.
CommandLine read_command_line(std::span<char* const> arguments);

// What the command line says wins over what the file says.
void apply(const CommandLine& line, Settings& settings);

// Texts for --help, with examples, and for wrong usage.
std::string_view help_text();
std::string_view usage_line();

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CONFIG_COMMAND_LINE_H_
