// The daemon's log on standard error, where the service manager takes it.
#ifndef INTERLEAVE_DAEMON_ASIO_STDERR_LOG_H_
#define INTERLEAVE_DAEMON_ASIO_STDERR_LOG_H_

#include <string>
#include <string_view>

#include "daemon/core/log.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

// One write(2) for each line, so that lines of several threads never mix:
//   2026-01-31T12:00:00.123456Z warning worker.3: client 7: ...
// Control characters in the line are escaped, whatever the caller has done.
class StderrLog final : public Log {
 public:
  // Keeps lines of `least` and above.
  StderrLog(Clock& clock, LogLevel least) : clock_(clock), least_(least) {}

  void write(LogLevel level, std::string_view line) override;
  [[nodiscard]] bool enabled(LogLevel level) const override { return level >= least_; }

 private:
  Clock& clock_;
  const LogLevel least_;
};

// `wall` (since the Unix epoch) as 2026-01-31T12:00:00.123456Z.
std::string format_stamp(Duration wall);

// `text` with control characters, backslashes and bytes outside of ASCII as \n, \\, \x1b: for what
// a peer has sent.
std::string escaped(std::string_view text);

// `text` with control characters alone escaped.
std::string without_controls(std::string_view text);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_STDERR_LOG_H_
