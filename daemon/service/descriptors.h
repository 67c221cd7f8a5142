// The bound on open descriptors, against what the settings need.
#ifndef INTERLEAVE_DAEMON_SERVICE_DESCRIPTORS_H_
#define INTERLEAVE_DAEMON_SERVICE_DESCRIPTORS_H_

#include "daemon/config/settings.h"
#include "daemon/core/log.h"

namespace interleave::daemon {

// Raises the process's bound as far as it may, for max_clients and what the daemon needs beside
// them. A line in the log when that is not enough.
void allow_descriptors(const Settings& settings, Log& log);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_DESCRIPTORS_H_
