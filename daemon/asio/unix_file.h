// The file side of a local socket: binding it safely, and removing it. Internal to daemon/asio.
#ifndef INTERLEAVE_DAEMON_ASIO_UNIX_FILE_H_
#define INTERLEAVE_DAEMON_ASIO_UNIX_FILE_H_

#include <optional>
#include <string>

#include <sys/types.h>
#include <sys/un.h>

#include "daemon/asio/descriptor.h"
#include "daemon/asio/unix_socket.h"
#include "model/seam/io_status.h"

namespace interleave::daemon {

// The address of a path; absent when it is too long for one (108 bytes with its end).
std::optional<sockaddr_un> unix_address(const std::string& path);

// Which file a path named when it was made: so that only that one is removed.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
};

struct Bound {
  IoStatus status = IoStatus::ok;
  std::string reason;  // when `status` is not ok
  Descriptor socket;   // bound, listening, non-blocking, close-on-exec
  FileIdentity file;
};

// Everything of listen_unix but the listener.
Bound bind_unix(const UnixAddress& address);

// Removes the socket file if it is still the same one.
void remove_socket_file(const std::string& path, const FileIdentity& file);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_UNIX_FILE_H_
