// Lines to the system's log by its local socket, as syslog(3) sends them.
#ifndef INTERLEAVE_DAEMON_LOG_OUTPUTS_SYSLOG_OUTPUT_H_
#define INTERLEAVE_DAEMON_LOG_OUTPUTS_SYSLOG_OUTPUT_H_

#include <string>
#include <utility>

#include "daemon/log/output.h"
#include "daemon/log/outputs/datagram_socket.h"

namespace interleave::daemon {

// Not by syslog(3) itself, which waits when the service has no room, and belongs to the whole
// process: the library may use it too.
class SyslogOutput final : public Output {
 public:
  // Lines are shown with `name`.
  SyslogOutput(std::string socket, std::string name)
      : socket_(std::move(socket)), name_(std::move(name)) {}

  [[nodiscard]] bool reachable() const { return socket_.reachable(); }
  bool write(const LogRecord& record) override;

 private:
  const DatagramSocket socket_;
  const std::string name_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_OUTPUTS_SYSLOG_OUTPUT_H_
