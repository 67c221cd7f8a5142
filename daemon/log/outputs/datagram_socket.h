// Sends datagrams to a local socket, never waiting for it. Internal to daemon/.
#ifndef INTERLEAVE_DAEMON_LOG_OUTPUTS_DATAGRAM_SOCKET_H_
#define INTERLEAVE_DAEMON_LOG_OUTPUTS_DATAGRAM_SOCKET_H_

#include <string>
#include <string_view>

#include "daemon/asio/descriptor.h"

namespace interleave::daemon {

// Each datagram is sent to the path, and not to whoever was there at the start: a service that was
// started anew gets it. Any thread.
class DatagramSocket {
 public:
  // A path that is too long for a socket is one where nobody listens.
  explicit DatagramSocket(std::string path);

  // Whether somebody listens there now.
  [[nodiscard]] bool reachable() const;

  // False when nobody is there, or whoever is has no room.
  bool send(std::string_view datagram) const;

 private:
  const std::string path_;
  const Descriptor socket_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_OUTPUTS_DATAGRAM_SOCKET_H_
