#include "daemon/service/doors.h"

#include <utility>

#include <fmt/format.h>

#include "daemon/asio/process.h"
#include "daemon/asio/unix_socket.h"

namespace interleave::daemon {
namespace {

// One of the two local sockets.
std::optional<std::string> open_unix_door(AsioPoller& poller, Server& server,
                                          const Settings& settings, bool read_only) {
  UnixAddress address;
  address.path = settings.unix_sock_dir + (read_only ? "/libvirt-sock-ro" : "/libvirt-sock");
  address.mode = read_only ? settings.unix_sock_ro_perms : settings.unix_sock_rw_perms;
  address.backlog = static_cast<int>(settings.max_queued_clients);
  if (!settings.unix_sock_group.empty()) {
    address.group = find_group(settings.unix_sock_group);
    if (!address.group) return fmt::format("there is no group {}", settings.unix_sock_group);
  }
  Listening listening = listen_unix(poller, address);
  if (listening.status != IoStatus::ok) return std::move(listening.reason);
  Door door;
  door.listener = std::move(listening.listener);
  door.read_only = read_only;
  server.add_door(std::move(door));
  return std::nullopt;
}

}  // namespace

std::optional<std::string> open_doors(AsioPoller& poller, Server& server,
                                      const Settings& settings) {
  for (const bool read_only : {false, true}) {
    if (auto why = open_unix_door(poller, server, settings, read_only)) return why;
  }
  return std::nullopt;
}

}  // namespace interleave::daemon
