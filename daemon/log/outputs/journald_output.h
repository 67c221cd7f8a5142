// Lines to the journal, with what programs want to know of them as fields of their own.
#ifndef INTERLEAVE_DAEMON_LOG_OUTPUTS_JOURNALD_OUTPUT_H_
#define INTERLEAVE_DAEMON_LOG_OUTPUTS_JOURNALD_OUTPUT_H_

#include <string>
#include <utility>

#include "daemon/log/output.h"
#include "daemon/log/outputs/datagram_socket.h"

namespace interleave::daemon {

// Where the journal listens, unless somebody has put it elsewhere.
inline constexpr const char* kJournalSocket = "/run/systemd/journal/socket";

// Fields: MESSAGE, PRIORITY, SYSLOG_IDENTIFIER, and where there is one INTERLEAVE_SOURCE,
// INTERLEAVE_THREAD, INTERLEAVE_REASON, INTERLEAVE_CLIENT.
//
// Speaks the journal's own protocol ("Native Journal Protocol" of systemd's documentation) instead
// of having libsystemd do it, which waits for a journal that has no room, and knows one socket
// only. No line is so long that it needs more than a datagram.
class JournaldOutput final : public Output {
 public:
  explicit JournaldOutput(std::string socket) : socket_(std::move(socket)) {}

  [[nodiscard]] bool reachable() const { return socket_.reachable(); }
  bool write(const LogRecord& record) override;

 private:
  const DatagramSocket socket_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_OUTPUTS_JOURNALD_OUTPUT_H_
