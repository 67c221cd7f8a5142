// The log as the settings want it.
#ifndef INTERLEAVE_DAEMON_SERVICE_LOG_SETUP_H_
#define INTERLEAVE_DAEMON_SERVICE_LOG_SETUP_H_

#include <memory>
#include <optional>
#include <string>

#include "daemon/config/settings.h"
#include "daemon/log/daemon_log.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

struct OpenedLog {
  std::unique_ptr<DaemonLog> log;
  std::string reason;  // why there is none, in one line
};

// Opens the outputs. `clock` outlives the log.
OpenedLog open_log(Clock& clock, const Settings& settings);

// Other levels and filters from now on, and every output opened anew: files that were moved away
// are made again. One line that says why not, if an output cannot be opened: everything stays as it
// was then. Any thread; it may take the time of opening a file.
std::optional<std::string> reload_log(DaemonLog& log, const Settings& settings);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_LOG_SETUP_H_
