// The sockets that clients come to, as the settings want them.
#ifndef INTERLEAVE_DAEMON_SERVICE_DOORS_H_
#define INTERLEAVE_DAEMON_SERVICE_DOORS_H_

#include <optional>
#include <string>

#include "daemon/asio/poller.h"
#include "daemon/config/settings.h"
#include "daemon/core/server.h"

namespace interleave::daemon {

// Opens every door, before the loop runs. One line that says why not, if one could not be opened;
// the others close with the server.
std::optional<std::string> open_doors(AsioPoller& poller, Server& server, const Settings& settings);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_DOORS_H_
