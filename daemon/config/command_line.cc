#include "daemon/config/command_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <getopt.h>

#include "daemon/config/keys.h"

namespace interleave::daemon {
namespace {

enum Option : int { kCheckConfig = 256, kSocketDir, kTimeout, kTrace, kStatus, kFirstKey };

constexpr std::array<option, 11> kOptions = {{
    {"config", required_argument, nullptr, 'f'},
    {"daemon", no_argument, nullptr, 'd'},
    {"socket-dir", required_argument, nullptr, kSocketDir},
    {"pid-file", required_argument, nullptr, 'p'},
    {"timeout", required_argument, nullptr, kTimeout},
    {"trace", required_argument, nullptr, kTrace},
    {"verbose", no_argument, nullptr, 'v'},
    {"check-config", no_argument, nullptr, kCheckConfig},
    {"status", no_argument, nullptr, kStatus},
    {"help", no_argument, nullptr, 'h'},
    {"version", no_argument, nullptr, 'V'},
}};

// "max_clients" as an option: "max-clients".
std::string option_name(std::string_view key) {
  std::string name(key);
  std::ranges::replace(name, '_', '-');
  return name;
}

// The options as getopt wants them, with one for each key of the file.
class OptionTable {
 public:
  OptionTable() {
    for (const Key& key : known_keys()) names_.push_back(option_name(key.name));
    table_.assign(kOptions.begin(), kOptions.end());
    int code = kFirstKey;
    for (const std::string& name : names_) {
      table_.push_back({name.c_str(), required_argument, nullptr, code++});
    }
    table_.push_back({nullptr, 0, nullptr, 0});
  }
  [[nodiscard]] const option* table() const { return table_.data(); }

 private:
  std::vector<std::string> names_;
  std::vector<option> table_;
};

// What getopt did not understand.
std::string misunderstood(int code, std::string_view argument) {
  return code == ':' ? fmt::format("{} needs a value", argument)
                     : fmt::format("unknown option {}", argument);
}

// Checks the value at once, so that the option is named as it was written.
void take_key(CommandLine& line, const Key& key, const char* value) {
  Settings scratch;
  const Applied applied = apply_text(key, value, scratch);
  if (applied.kind == Applied::Kind::refused || applied.kind == Applied::Kind::wrong_kind) {
    line.error = fmt::format("--{} {}", option_name(key.name), applied.message);
  }
  line.overrides.push_back({std::string(key.name), value});
}

void take_timeout(CommandLine& line, std::string_view value) {
  // A day; and no fewer than one second, which a client needs to come back.
  constexpr unsigned kMost = 86'400;
  unsigned seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || end != value.data() + value.size() || seconds < 1 ||
      seconds > kMost) {
    line.error = fmt::format("--timeout must be a number of seconds from 1 to {}", kMost);
  }
  line.timeout = std::chrono::seconds(seconds);
}

void take_path(CommandLine& line, std::optional<std::string>& to, std::string_view option,
               const char* value) {
  to = value;
  if (to->empty()) line.error = fmt::format("{} needs a path, and has an empty one", option);
}

void take(CommandLine& line, int code, const char* value) {
  if (code >= kFirstKey) {
    take_key(line, known_keys()[static_cast<std::size_t>(code - kFirstKey)], value);
    return;
  }
  switch (code) {
    case 'f':
      take_path(line, line.config, "--config", value);
      break;
    case 'p':
      take_path(line, line.pid_file, "--pid-file", value);
      break;
    case kSocketDir:
      take_path(line, line.socket_dir, "--socket-dir", value);
      break;
    case 'd':
      line.daemon = true;
      break;
    case kTrace:
      take_path(line, line.trace, "--trace", value);
      break;
    case kTimeout:
      take_timeout(line, value);
      break;
    case 'v':
      ++line.verbose;
      break;
    case kCheckConfig:
      line.action = CommandLine::Action::check_config;
      break;
    case kStatus:
      line.action = CommandLine::Action::status;
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
  const OptionTable options;
  // getopt reorders what it is given, and ends it with a null.
  std::vector<char*> order(arguments.begin(), arguments.end());
  order.push_back(nullptr);
  const auto count = static_cast<int>(arguments.size());
  // Zero starts it afresh. The leading colon has a missing value told from an unknown option.
  optind = 0;
  opterr = 0;
  for (;;) {
    const int before = std::max(optind, 1);
    const int code = ::getopt_long(count, order.data(), ":f:dp:vhV", options.table(), nullptr);
    if (code == -1) break;
    if (code == '?' || code == ':') {
      line.error = misunderstood(code, order[static_cast<std::size_t>(before)]);
      return line;
    }
    take(line, code, optarg);
    // Whoever asks for help gets it, whatever else is there.
    if (line.action == CommandLine::Action::help) {
      line.error = std::nullopt;
      return line;
    }
  }
  if (!line.error && optind < count) {
    line.error = fmt::format("unexpected argument {}", order[static_cast<std::size_t>(optind)]);
  }
  return line;
}

void make_absolute(CommandLine& line) {
  for (std::optional<std::string>* path :
       {&line.config, &line.socket_dir, &line.pid_file, &line.trace}) {
    if (!*path) continue;
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::absolute(**path, error);
    if (!error) **path = whole.string();
  }
}

std::optional<std::string> config_file(const CommandLine& line, std::string_view usual) {
  if (line.config) return line.config;
  std::error_code error;
  const bool missing = !std::filesystem::exists(usual, error) && !error;
  return missing ? std::nullopt : std::optional<std::string>(usual);
}

SettingsFile configure(const CommandLine& line, std::string_view usual) {
  std::vector<Override> overrides = line.overrides;
  if (line.socket_dir) overrides.push_back({"unix_sock_dir", *line.socket_dir});
  const std::optional<std::string> file = config_file(line, usual);
  SettingsFile result =
      file ? load_settings(*file, overrides) : read_settings("(defaults)", "", overrides);
  Settings& settings = result.settings;
  settings.limits.idle_exit = line.timeout;
  if (line.verbose > 0) {
    const LogLevel asked = line.verbose == 1 ? LogLevel::info : LogLevel::debug;
    settings.log_level = std::min(settings.log_level, asked);
  }
  return result;
}

std::string_view usage_line() {
  return "usage: interleaved [--config FILE] [--socket-dir DIR] [--pid-file FILE] [--daemon] "
         "[--KEY VALUE...]";
}

std::string_view help_text() {
  return R"(usage: interleaved [OPTION...]

Serves libvirt's remote protocol, in the foreground, until SIGTERM or SIGINT.

  -f, --config FILE      read settings from FILE, in the format of libvirtd.conf; without it, from
                         /etc/interleave/interleaved.conf if that is there
      --KEY VALUE        any key of that file, with dashes for its underscores, and its value
                         without quotes, a list with commas: --max-clients 100. Wins over the file
      --socket-dir DIR   make the sockets libvirt-sock and libvirt-sock-ro in DIR
                         (wins over unix_sock_dir)
  -d, --daemon           run in the background; the command ends with status 0 when the daemon
                         serves, and otherwise as it would have ended
  -p, --pid-file FILE    keep the process number in FILE, locked while the daemon runs
      --trace FILE       keep a trace in FILE, a ring of 128 MiB, for interleave check-trace
      --timeout SECONDS  end when there has been no client for so long
  -v, --verbose          log information as well, and given twice everything
                         (wins over log_level)
      --check-config     read the settings, say what is wrong with them, and end
      --status           print what the daemon of these settings, or of DIR, does, and end
  -h, --help             print this and end
  -V, --version          print the version and end

The log goes where log_outputs says. At SIGTERM or SIGINT calls in flight are finished; a second
signal, or the drain deadline, ends the daemon without them. SIGHUP reads the settings again.

Exit status: 0 after an orderly end; 1 when it could not start (or, with --check-config, the
settings are wrong); 2 for a wrong command line; 4 after an end with calls still running.

Examples:
  interleaved --socket-dir /run/interleave --pid-file /run/interleave/pid
  interleaved --config /etc/interleave/interleaved.conf --check-config
  interleaved --status --socket-dir /run/interleave
  virsh -c 'test+unix:///default?socket=/run/interleave/libvirt-sock' list --all
)";
}

}  // namespace interleave::daemon
