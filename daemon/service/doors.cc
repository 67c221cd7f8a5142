#include "daemon/service/doors.h"

#include <utility>

#include <fmt/format.h>

#include "daemon/asio/process.h"
#include "daemon/asio/tcp_socket.h"
#include "daemon/asio/unix_socket.h"

namespace interleave::daemon {
namespace {

std::optional<std::string> add_unix_door(Server& server, const Settings& settings,
                                         Listening listening, bool read_only) {
  if (listening.status != IoStatus::ok) return std::move(listening.reason);
  Door door;
  door.listener = std::move(listening.listener);
  door.read_only = read_only;
  door.login = read_only ? settings.reach.auth_unix_ro : settings.reach.auth_unix_rw;
  server.add_door(std::move(door));
  return std::nullopt;
}

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
  if (!settings.run_as_user.empty()) {
    const std::optional<User> user = find_user(settings.run_as_user);
    if (!user) return fmt::format("there is no user {}", settings.run_as_user);
    address.owner = user->number;
  }
  return add_unix_door(server, settings, listen_unix(poller, address), read_only);
}

// What libvirt's clients know as a path, or the service manager has passed.
std::optional<std::string> open_unix_doors(AsioPoller& poller, Server& server,
                                           const Settings& settings, const PassedSockets& passed) {
  for (const PassedSocket& socket : passed.sockets) {
    Listening adopted = adopt_unix(poller, socket.descriptor);
    if (auto why = add_unix_door(server, settings, std::move(adopted), socket.read_only))
      return why;
  }
  if (!passed.sockets.empty()) return std::nullopt;
  for (const bool read_only : {false, true}) {
    if (auto why = open_unix_door(poller, server, settings, read_only)) return why;
  }
  return std::nullopt;
}

// The doors of one port, alike but for their addresses. `like` has no listener.
std::optional<std::string> open_network_doors(AsioPoller& poller, Server& server,
                                              const Settings& settings, const std::string& port,
                                              const Door& like) {
  TcpListening listening =
      listen_tcp(poller, {.host = settings.reach.listen_addr,
                          .service = port,
                          .backlog = static_cast<int>(settings.max_queued_clients),
                          .write_timeout = settings.limits.write_timeout});
  if (listening.status != IoStatus::ok) return std::move(listening.reason);
  for (std::unique_ptr<Listener>& listener : listening.listeners) {
    Door door;
    door.listener = std::move(listener);
    door.login = like.login;
    door.encrypted = like.encrypted;
    door.transport = like.transport;
    server.add_door(std::move(door));
  }
  return std::nullopt;
}

}  // namespace

TlsOptions tls_options(const Settings& settings) {
  const Reach& reach = settings.reach;
  return {.ca_file = reach.ca_file,
          .cert_file = reach.cert_file,
          .key_file = reach.key_file,
          .crl_file = reach.crl_file,
          .crl_may_be_absent = !reach.crl_file_is_set,
          .verify_clients = !reach.tls_no_verify_certificate,
          .check_own = !reach.tls_no_sanity_certificate,
          .priority = reach.tls_priority,
          .allowed_names = reach.tls_allowed_dn_list};
}

std::optional<std::string> reload_tls(Tls& tls, const Settings& settings) {
  if (!settings.reach.listen_tls) return std::nullopt;
  return tls.reload(tls_options(settings));
}

LoginOptions login_options(const Settings& settings) {
  return {.allowed_names = settings.reach.sasl_allowed_username_list,
          .least_strength = static_cast<unsigned>(settings.reach.tcp_min_ssf),
          .patience = settings.limits.auth_timeout};
}

bool needs_sasl(const Settings& settings) {
  const Reach& reach = settings.reach;
  return reach.auth_unix_ro == Login::sasl || reach.auth_unix_rw == Login::sasl ||
         (reach.listen_tcp && reach.auth_tcp == Login::sasl) ||
         (reach.listen_tls && reach.auth_tls == Login::sasl);
}

std::optional<std::string> open_doors(AsioPoller& poller, Server& server, const Settings& settings,
                                      const PassedSockets& passed, Tls& tls) {
  const Reach& reach = settings.reach;
  if (reach.listen_tcp) {
    Door plain;
    plain.login = reach.auth_tcp;
    if (auto why = open_network_doors(poller, server, settings, reach.tcp_port, plain)) return why;
  }
  if (reach.listen_tls) {
    if (auto why = tls.reload(tls_options(settings))) return why;
    Door secret;
    secret.login = reach.auth_tls;
    secret.encrypted = true;
    secret.transport = tls.transports();
    if (auto why = open_network_doors(poller, server, settings, reach.tls_port, secret)) return why;
  }
  return open_unix_doors(poller, server, settings, passed);
}

}  // namespace interleave::daemon
