#include "daemon/log/outputs/journald_output.h"

#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace interleave::daemon {
namespace {

// `value` has no line break: one_line has seen to that.
void append_field(std::string& datagram, std::string_view name, std::string_view value) {
  if (!value.empty()) fmt::format_to(std::back_inserter(datagram), "{}={}\n", name, value);
}

}  // namespace

bool JournaldOutput::write(const LogRecord& record) {
  const LogLine& line = record.line;
  std::string datagram;
  append_field(datagram, "MESSAGE", message_of(line));
  append_field(datagram, "PRIORITY", fmt::to_string(severity_of(line.level)));
  append_field(datagram, "SYSLOG_IDENTIFIER", "interleaved");
  append_field(datagram, "INTERLEAVE_SOURCE", line.source);
  append_field(datagram, "INTERLEAVE_THREAD", record.thread);
  append_field(datagram, "INTERLEAVE_REASON", line.reason);
  if (line.client != 0) append_field(datagram, "INTERLEAVE_CLIENT", fmt::to_string(line.client));
  return socket_.send(datagram);
}

}  // namespace interleave::daemon
