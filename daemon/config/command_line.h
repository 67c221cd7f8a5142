// The daemon's command line.
#ifndef INTERLEAVE_DAEMON_CONFIG_COMMAND_LINE_H_
#define INTERLEAVE_DAEMON_CONFIG_COMMAND_LINE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/settings.h"

namespace interleave::daemon {

struct CommandLine {
  enum class Action : std::uint8_t { serve, check_config, status, help, version };
  Action action = Action::serve;
  std::optional<std::string> config;
  std::optional<std::string> socket_dir;
  std::optional<std::string> pid_file;
  std::optional<std::string> trace;  // where the trace is kept
  unsigned verbose = 0;              // how often it was given
  bool daemon = false;
  std::optional<Duration> timeout;  // see Limits::idle_exit
  // Keys of the file, in the order in which they were given: a later one wins.
  std::vector<Override> overrides;
  // One line: what is wrong. Everything else means nothing then.
  std::optional<std::string> error;
};

// Reads the arguments, the first of which is the program's name and is not looked at. One thread at
// a time.
CommandLine read_command_line(std::span<char* const> arguments);

// The paths of the line from the present directory, which a daemon leaves, on: absolute. They stay
// as they are where that directory is gone: whoever opens one of them says so.
void make_absolute(CommandLine& line);

// What the daemon reads without a --config.
inline constexpr std::string_view kUsualFile = "/etc/interleave/interleaved.conf";

// The settings file to be read: that of --config, which must be there; otherwise `usual` if it is
// there, or cannot be looked for; otherwise none.
std::optional<std::string> config_file(const CommandLine& line, std::string_view usual);

// Reads the settings of the file and of the command line, which wins, and checks them.
SettingsFile configure(const CommandLine& line, std::string_view usual = kUsualFile);

// Texts for --help, with examples, and for wrong usage.
std::string_view help_text();
std::string_view usage_line();

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CONFIG_COMMAND_LINE_H_
