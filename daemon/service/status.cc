#include "daemon/service/status.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/asio/process.h"
#include "daemon/asio/status_query.h"
#include "daemon/asio/unix_socket.h"
#include "daemon/libvirt/procedure_names.h"
#include "daemon/service/console.h"
#include "daemon/service/exit_status.h"
#include "daemon/status/metrics_page.h"
#include "daemon/status/people_page.h"

namespace interleave::daemon {
namespace {

std::string path_of(const Settings& settings) {
  return settings.unix_sock_dir + "/interleave-status-sock";
}

}  // namespace

std::unique_ptr<StatusServer> open_status_door(AsioPoller& poller, ProcessLeader& leader,
                                               const Settings& settings, Log& log) {
  if (!settings.status_socket) return nullptr;
  UnixAddress address;
  address.path = path_of(settings);
  address.mode = settings.status_socket_perms;
  if (!settings.unix_sock_group.empty()) address.group = find_group(settings.unix_sock_group);
  if (!settings.run_as_user.empty()) {
    if (const auto user = find_user(settings.run_as_user)) address.owner = user->number;
  }
  Listening listening = listen_unix(poller, address);
  if (listening.status != IoStatus::ok) {
    log.write({.level = LogLevel::warning,
               .source = "status",
               .reason = "no-socket",
               .text = listening.reason});
    return nullptr;
  }
  Pages pages = [&leader](std::string_view path) -> std::optional<Page> {
    if (path == "/metrics") return metrics_page(leader.server().statistics(), procedure_name);
    if (path == "/status") return people_page(leader.server().statistics(), procedure_name);
    return std::nullopt;
  };
  return std::make_unique<StatusServer>(leader.loop(), settings.limits, log,
                                        std::move(listening.listener), std::move(pages));
}

int print_status(const Settings& settings) {
  const StatusAnswer asked = ask_status(path_of(settings), "/status");
  if (!asked.text) {
    complain(asked.reason);
    return kCannotStart;
  }
  return answer(*asked.text);
}

}  // namespace interleave::daemon
