// A socket that listens, whatever its family. Internal to daemon/asio.
#ifndef INTERLEAVE_DAEMON_ASIO_LISTENER_H_
#define INTERLEAVE_DAEMON_ASIO_LISTENER_H_

#include <functional>

#include "daemon/asio/descriptor.h"
#include "daemon/asio/unix_socket.h"
#include "model/seam/network.h"

namespace interleave::daemon {

class Reactor;

// A socket and what is particular to its kind.
struct ListenerParts {
  int family = 0;     // AF_UNIX, AF_INET, AF_INET6
  Descriptor socket;  // bound, listening, non-blocking, close-on-exec
  // Who is at the other end of a socket that was just accepted; it may set options of it as well.
  std::function<PeerIdentity(int socket)> greet;
  // Called before the socket is closed; may be empty.
  std::function<void()> on_close;
};

// Errors: no_memory, other. on_close is called where it fails.
Listening make_listener(Reactor& reactor, ListenerParts parts);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_LISTENER_H_
