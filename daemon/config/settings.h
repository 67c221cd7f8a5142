// What the daemon's configuration file can set, checked.
#ifndef INTERLEAVE_DAEMON_CONFIG_SETTINGS_H_
#define INTERLEAVE_DAEMON_CONFIG_SETTINGS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/reach.h"
#include "daemon/core/limits.h"
#include "daemon/core/log.h"
#include "daemon/log/filters.h"
#include "daemon/log/output_spec.h"

namespace interleave::daemon {

// What is opened for clients that name `from`: see daemon/libvirt/options.h.
struct UriRule {
  std::string from;
  std::string to;
  bool operator==(const UriRule&) const = default;
};

// A key that the command line sets, and its value in the form of apply_text (keys.h).
struct Override {
  std::string key;
  std::string text;
};

// Defaults are those of a file that sets nothing. Members have the names of their keys; `limits`
// has the keys of its members, and drain_timeout and worker_idle_timeout in seconds.
struct Settings {
  Limits limits;
  std::size_t max_queued_clients = 1000;  // connections that may wait to be accepted
  std::string unix_sock_dir = "/run/interleave";
  std::string unix_sock_group;  // empty: the process's
  unsigned unix_sock_ro_perms = 0777;
  unsigned unix_sock_rw_perms = 0700;
  Reach reach;
  bool status_socket = true;
  unsigned status_socket_perms = 0700;
  LogLevel log_level = LogLevel::warning;
  std::vector<LogFilter> log_filters;
  std::vector<OutputSpec> log_outputs;  // none: see daemon/log/outputs/open_outputs.h
  std::size_t log_rate_limit = 10;      // see LogRules::most_lines
  // Who the process becomes when its doors are open; empty: whoever it is.
  std::string run_as_user;
  std::string run_as_group;  // empty: the user's
  // See daemon/libvirt/options.h.
  std::vector<std::string> uri_schemes = {"test"};
  std::string uri_default = "test:///default";
  std::vector<std::string> uri_keep_open;
  std::vector<UriRule> uri_map;
};

struct SettingsFile {
  Settings settings;
  // What the file sets without effect, one line each: "FILE:LINE:COLUMN: ...".
  std::vector<std::string> notes;
  // Why the file is refused: one line as above. `settings` mean nothing then.
  std::optional<std::string> error;
  // What was set, by the file and by the command line, as it was written.
  std::map<std::string, std::string> values;
};

// Reads settings out of a file's text, and those of the command line, which win. Refused are: what
// is not the syntax of conf_file.h; a key that nobody knows; a value of the wrong kind or out of
// its range; values that contradict each other; and a value that asks for something that this
// daemon does not do.
SettingsFile read_settings(std::string_view file_name, std::string_view text,
                           std::span<const Override> overrides = {});

// The same for a file. One that cannot be read, or is larger than a MiB, is refused.
SettingsFile load_settings(const std::string& path, std::span<const Override> overrides = {});

// The keys that `now` sets otherwise than `started` did and that take effect at a start only,
// sorted.
std::vector<std::string> waiting_for_a_start(const SettingsFile& started, const SettingsFile& now);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CONFIG_SETTINGS_H_
