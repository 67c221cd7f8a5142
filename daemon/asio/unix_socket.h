// Local sockets of the real world: listeners and, for tests, connections.
#ifndef INTERLEAVE_DAEMON_ASIO_UNIX_SOCKET_H_
#define INTERLEAVE_DAEMON_ASIO_UNIX_SOCKET_H_

#include <memory>
#include <optional>
#include <string>

#include "model/seam/network.h"

namespace interleave::daemon {

class AsioPoller;

// Where and how to listen.
struct UnixAddress {
  std::string path;
  unsigned mode = 0700;           // of the socket file, whatever the process's umask is
  std::optional<unsigned> owner;  // of the socket file; absent: the process's
  std::optional<unsigned> group;  // of the socket file; absent: the process's
  int backlog = 1000;             // connections that may wait; the system has a bound of its own
};

struct Listening {
  IoStatus status = IoStatus::ok;
  std::unique_ptr<Listener> listener;  // set exactly when `status` is ok
  std::string reason;                  // one line, when it is not
};

// Listens at `address`. A socket file that nobody serves is replaced; one that is served, and a
// file of another kind, is left alone (in_use). Closing the listener removes the socket file,
// unless somebody else has put another in its place. Two processes that start at the same time do
// not take the address from each other. Errors: in_use, denied, no_memory, no_descriptors, refused
// (no such directory), other.
Listening listen_unix(AsioPoller& poller, const UnixAddress& address);

// Serves a local socket that listens already, whose file is somebody else's. Takes the descriptor.
// Errors: no_memory, other.
Listening adopt_unix(AsioPoller& poller, int descriptor);

struct Connected {
  IoStatus status = IoStatus::ok;
  std::unique_ptr<Stream> stream;  // set exactly when `status` is ok
};

// Connects to `path`. Errors: refused (nobody listens, or no such file), would_block (too many
// connections wait there), denied, no_memory, no_descriptors, other.
Connected connect_unix(AsioPoller& poller, const std::string& path);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_UNIX_SOCKET_H_
