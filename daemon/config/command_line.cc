#include "daemon/config/command_line.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <getopt.h>

namespace interleave::daemon {
namespace {

enum Option : int { kCheckConfig = 256, kSocketDir };

constexpr std::array<option, 8> kOptions = {{
    {"config", required_argument, nullptr, 'f'},
    {"socket-dir", required_argument, nullptr, kSocketDir},
    {"pid-file", required_argument, nullptr, 'p'},
    {"verbose", no_argument, nullptr, 'v'},
    {"check-config", no_argument, nullptr, kCheckConfig},
    {"help", no_argument, nullptr, 'h'},
    {"version", no_argument, nullptr, 'V'},
    {nullptr, 0, nullptr, 0},
}};

// What getopt did not understand.
std::string misunderstood(int code, std::string_view argument) {
  return code == ':' ? fmt::format("{} needs a value", argument)
                     : fmt::format("unknown option {}", argument);
}

void take(CommandLine& line, int code, const char* value) {
  switch (code) {
    case 'f':
      line.config = value;
      break;
    case 'p':
      line.pid_file = value;
      break;
    case kSocketDir:
      line.socket_dir = value;
      break;
    case 'v':
      ++line.verbose;
      break;
    case kCheckConfig:
      line.action = CommandLine::Action::check_config;
      break;
    case 'h':
      line.action = CommandLine::Action::help;
      break;
    default:
      line.action = CommandLine::Action::version;
  }
}

}  // namespace

CommandLine read_command_line(std::span<char* const> arguments) {
  CommandLine line;
  // getopt reorders what it is given, and ends it with a null.
  std::vector<char*> order(arguments.begin(), arguments.end());
  order.push_back(nullptr);
  const auto count = static_cast<int>(arguments.size());
  // Zero starts it afresh. The leading colon has a missing value told from an unknown option.
  optind = 0;
  opterr = 0;
  for (;;) {
    const int before = std::max(optind, 1);
    const int code = ::getopt_long(count, order.data(), ":f:p:vhV", kOptions.data(), nullptr);
    if (code == -1) break;
    if (code == '?' || code == ':') {
      line.error = misunderstood(code, order[static_cast<std::size_t>(before)]);
      return line;
    }
    take(line, code, optarg);
    // Whoever asks for help gets it, whatever else is there.
    if (line.action == CommandLine::Action::help) return line;
  }
  if (optind < count) {
    line.error = fmt::format("unexpected argument {}", order[static_cast<std::size_t>(optind)]);
  }
  return line;
}

void apply(const CommandLine& line, Settings& settings) {
  if (line.socket_dir) settings.unix_sock_dir = *line.socket_dir;
  if (line.verbose == 0) return;
  const LogLevel asked = line.verbose == 1 ? LogLevel::info : LogLevel::debug;
  settings.log_level = std::min(settings.log_level, asked);
}

std::string_view usage_line() {
  return "usage: interleaved [--config FILE] [--socket-dir DIR] [--pid-file FILE] [--verbose]\n";
}

std::string_view help_text() {
  return R"(usage: interleaved [OPTION...]

Serves libvirt's remote protocol to local clients, in the foreground, until SIGTERM or SIGINT.

  -f, --config FILE      read settings from FILE, in the format of libvirtd.conf; without it,
                         every setting has its default
      --socket-dir DIR   make the sockets libvirt-sock and libvirt-sock-ro in DIR
                         (wins over unix_sock_dir)
  -p, --pid-file FILE    keep the process number in FILE, locked while the daemon runs
  -v, --verbose          log information as well, and given twice everything
                         (wins over log_level)
      --check-config     read the settings, say what is wrong with them, and end
  -h, --help             print this and end
  -V, --version          print the version and end

The log goes where log_outputs says. At SIGTERM or SIGINT calls in flight are finished; a second
signal, or the drain deadline, ends the daemon without them.

Exit status: 0 after an orderly end; 1 when it could not start (or, with --check-config, the
settings are wrong); 2 for a wrong command line; 4 after an end with calls still running.

Examples:
  interleaved --socket-dir /run/interleave --pid-file /run/interleave/pid
  interleaved --config /etc/interleave/interleaved.conf --check-config
  virsh -c 'test+unix:///default?socket=/run/interleave/libvirt-sock' list --all
)";
}

}  // namespace interleave::daemon
