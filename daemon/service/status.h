// The daemon's status: its socket, and asking another daemon for it.
#ifndef INTERLEAVE_DAEMON_SERVICE_STATUS_H_
#define INTERLEAVE_DAEMON_SERVICE_STATUS_H_

#include <memory>

#include "daemon/asio/poller.h"
#include "daemon/config/settings.h"
#include "daemon/core/log.h"
#include "daemon/core/process_leader.h"
#include "daemon/status/status_server.h"

namespace interleave::daemon {

// Opens the status socket, before the loop runs: pages /metrics and /status. All outlive it. Null
// where the settings want none, or it cannot be opened: a warning, since clients can be served
// without it.
std::unique_ptr<StatusServer> open_status_door(AsioPoller& poller, ProcessLeader& leader,
                                               const Settings& settings, Log& log);

// Prints the page /status of the daemon that these settings are for. The exit status: 0, or 1 with
// a line on standard error when there is no such daemon.
int print_status(const Settings& settings);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_STATUS_H_
