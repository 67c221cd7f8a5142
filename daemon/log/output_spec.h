// Where lines are to go: the key log_outputs.
#ifndef INTERLEAVE_DAEMON_LOG_OUTPUT_SPEC_H_
#define INTERLEAVE_DAEMON_LOG_OUTPUT_SPEC_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/core/log.h"

namespace interleave::daemon {

struct OutputSpec {
  enum class Kind : std::uint8_t { to_stderr, to_file, to_syslog, to_journald };
  LogLevel level = LogLevel::debug;  // lines of this level and above
  Kind kind = Kind::to_stderr;
  // The file's path; the name that syslog shows; the journal's socket where it is not the usual
  // one. Empty otherwise.
  std::string data;
  bool operator==(const OutputSpec&) const = default;
};

// Reads libvirt's syntax: "1:file:/var/log/interleaved.log 3:syslog:interleaved 4:stderr
// 3:journald". Not libvirt's: "journald:PATH", for a journal whose socket is elsewhere. A path has
// no spaces in it. The other alternative is what is wrong, in one line.
std::variant<std::vector<OutputSpec>, std::string> parse_log_outputs(std::string_view text);

// "2:file:/path", as it is read.
std::string to_text(const OutputSpec& spec);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_OUTPUT_SPEC_H_
