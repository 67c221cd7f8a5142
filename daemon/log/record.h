// A line on its way to the outputs: cleaned, stamped, and with the name of who has written it.
#ifndef INTERLEAVE_DAEMON_LOG_RECORD_H_
#define INTERLEAVE_DAEMON_LOG_RECORD_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "daemon/core/log.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

struct LogRecord {
  LogLine line;  // its text is one_line's
  Duration wall{};
  std::string thread;
};

// The longest text of a line; what is beyond is cut off.
inline constexpr std::size_t kMostLineText = 2048;

// `text` as one line of valid UTF-8 of at most kMostLineText bytes and "...": control characters,
// and bytes that are not UTF-8, are escaped as peer_text does it.
std::string one_line(std::string_view text);

// "client 7: text", or the text alone: what people are told.
std::string message_of(const LogLine& line);

// "2026-01-31T12:00:00.123456Z warning loop core.traffic[closed]: client 7: text", without an end.
std::string line_of(const LogRecord& record);

// `wall` (since the Unix epoch) as 2026-01-31T12:00:00.123456Z.
std::string format_stamp(Duration wall);

// "debug", "info", "warning", "error".
std::string_view to_string(LogLevel level);

// syslog's severity of a level, 7 to 3.
int severity_of(LogLevel level);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_RECORD_H_
