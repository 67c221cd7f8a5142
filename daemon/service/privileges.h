// From root to the user that the settings name.
#ifndef INTERLEAVE_DAEMON_SERVICE_PRIVILEGES_H_
#define INTERLEAVE_DAEMON_SERVICE_PRIVILEGES_H_

#include <optional>
#include <string>

#include "daemon/config/settings.h"

namespace interleave::daemon {

// Becomes run_as_user, with run_as_group or the user's own group, no other group, no capability,
// and no way to gain any. For good, and for every thread. Nothing when the settings name nobody.
// One line that says why not.
std::optional<std::string> drop_privileges(const Settings& settings);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_PRIVILEGES_H_
