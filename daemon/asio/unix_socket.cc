#include "daemon/asio/unix_socket.h"

#include <utility>

#include <sys/socket.h>

#include "daemon/asio/errors.h"
#include "daemon/asio/listener.h"
#include "daemon/asio/poller.h"
#include "daemon/asio/reactor.h"
#include "daemon/asio/stream.h"
#include "daemon/asio/unix_file.h"

namespace interleave::daemon {
namespace {

// Who has connected, at that moment: what the peer does to itself later changes nothing.
PeerIdentity identity_of(int socket) {
  PeerIdentity peer;
  ucred credentials{};
  socklen_t size = sizeof(credentials);
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0) {
    peer.user = credentials.uid;
    peer.group = credentials.gid;
    peer.process = credentials.pid;
  }
  return peer;
}

}  // namespace

Listening listen_unix(AsioPoller& poller, const UnixAddress& address) {
  Bound bound = bind_unix(address);
  if (bound.status != IoStatus::ok) return {bound.status, nullptr, std::move(bound.reason)};
  ListenerParts parts;
  parts.family = AF_UNIX;
  parts.socket = std::move(bound.socket);
  parts.greet = identity_of;
  // The file goes first: who finds no file is told "nobody there", not "refused".
  parts.on_close = [path = address.path, file = bound.file] { remove_socket_file(path, file); };
  return make_listener(poller.reactor(), std::move(parts));
}

Listening adopt_unix(AsioPoller& poller, int descriptor) {
  ListenerParts parts;
  parts.family = AF_UNIX;
  parts.socket = Descriptor(descriptor);
  parts.greet = identity_of;
  return make_listener(poller.reactor(), std::move(parts));
}

Connected connect_unix(AsioPoller& poller, const std::string& path) {
  const std::optional<sockaddr_un> address = unix_address(path);
  if (!address) return {IoStatus::other, nullptr};
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.valid()) return {open_status(last_error()), nullptr};
  const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&*address));
  if (::connect(socket.get(), generic, sizeof(*address)) != 0) {
    return {open_status(last_error()), nullptr};
  }
  PeerIdentity peer = identity_of(socket.get());
  Opened opened = make_stream(poller.reactor(), AF_UNIX, std::move(socket), std::move(peer));
  return {opened.status, std::move(opened.stream)};
}

}  // namespace interleave::daemon
