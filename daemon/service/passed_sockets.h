// Sockets that the service manager has opened for the daemon.
#ifndef INTERLEAVE_DAEMON_SERVICE_PASSED_SOCKETS_H_
#define INTERLEAVE_DAEMON_SERVICE_PASSED_SOCKETS_H_

#include <optional>
#include <string>
#include <vector>

namespace interleave::daemon {

struct PassedSocket {
  int descriptor = -1;  // close-on-exec; the taker's
  bool read_only = false;
};

struct PassedSockets {
  std::vector<PassedSocket> sockets;
  std::optional<std::string> error;  // one line; no socket is given then
};

// Takes what LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES speak of (sd_listen_fds(3)), and clears
// them. Local stream sockets that listen are good; others are an error. One whose name
// (FileDescriptorName=), or else whose path, ends in "-ro" is the read-only one. While there is one
// thread; once.
PassedSockets take_passed_sockets();

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_PASSED_SOCKETS_H_
