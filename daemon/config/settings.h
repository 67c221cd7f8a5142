// What the daemon's configuration file can set, checked.
#ifndef INTERLEAVE_DAEMON_CONFIG_SETTINGS_H_
#define INTERLEAVE_DAEMON_CONFIG_SETTINGS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/reach.h"
#include "daemon/core/limits.h"
#include "daemon/core/log.h"
#include "daemon/log/filters.h"
#include "daemon/log/output_spec.h"

namespace interleave::daemon {

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
  LogLevel log_level = LogLevel::warning;
  std::vector<LogFilter> log_filters;
  std::vector<OutputSpec> log_outputs;  // none: see daemon/log/outputs/open_outputs.h
  std::size_t log_rate_limit = 10;      // see LogRules::most_lines
  // See daemon/libvirt/options.h.
  std::vector<std::string> uri_schemes = {"test"};
  std::string uri_default = "test:///default";
  std::vector<std::string> uri_keep_open;
};

struct SettingsFile {
  Settings settings;
  // What the file sets without effect, one line each: "FILE:LINE:COLUMN: ...".
  std::vector<std::string> notes;
  // Why the file is refused: one line as above. `settings` mean nothing then.
  std::optional<std::string> error;
};

// Reads settings out of a file's text. Refused are: what is not the syntax of conf_file.h; a key
// that nobody knows; a value of the wrong kind or out of its range; values that contradict each
// other; and a value that asks for something that this daemon does not do.
SettingsFile read_settings(std::string_view file_name, std::string_view text);

// The same for a file. One that cannot be read, or is larger than a MiB, is refused.
SettingsFile load_settings(const std::string& path);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CONFIG_SETTINGS_H_
