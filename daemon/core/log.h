// Where the daemon says what an operator should know.
#ifndef INTERLEAVE_DAEMON_CORE_LOG_H_
#define INTERLEAVE_DAEMON_CORE_LOG_H_

#include <cstdint>
#include <string_view>

namespace interleave::daemon {

// libvirt's levels.
enum class LogLevel : std::uint8_t { debug = 1, info = 2, warning = 3, error = 4 };

// Any thread may call either operation; neither fails. A write may block for a moment, so it is
// made with no lock held (T9).
class Log {
 public:
  virtual ~Log() = default;

  // `line` is one line without its end, in plain text. What comes from a peer has been escaped.
  virtual void write(LogLevel level, std::string_view line) = 0;

  // Whether a line of that level would be kept: ask before composing a costly one.
  [[nodiscard]] virtual bool enabled(LogLevel level) const = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_LOG_H_
