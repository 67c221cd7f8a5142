// Where the daemon says what an operator should know.
#ifndef INTERLEAVE_DAEMON_CORE_LOG_H_
#define INTERLEAVE_DAEMON_CORE_LOG_H_

#include <cstdint>
#include <string_view>

namespace interleave::daemon {

// libvirt's levels.
enum class LogLevel : std::uint8_t { debug = 1, info = 2, warning = 3, error = 4 };

// A line, and what programs that read logs want to know of it.
struct LogLine {
  LogLevel level = LogLevel::info;
  // The part of the daemon that speaks: "core.traffic". What log_filters match.
  std::string_view source = "daemon";
  // A short name for this kind of line, of that source: "closed". The same text whatever the
  // numbers in the line: lines of one source and one reason are limited together.
  std::string_view reason{};
  // The number of the client that it is about; 0 for none.
  std::uint64_t client = 0;
  // One line without its end, in plain text, without the client's number. What comes from a peer
  // has been through peer_text.
  std::string_view text{};
};

// Any thread may call every operation; none fails. A write may take a moment, so it is made with no
// lock held (T9).
class Log {
 public:
  virtual ~Log() = default;

  virtual void write(const LogLine& line) = 0;

  // Whether a line of that level and source would be kept: ask before composing a costly one.
  [[nodiscard]] virtual bool enabled(LogLevel level, std::string_view source) const = 0;

  // The same for a line of the daemon as a whole.
  void write(LogLevel level, std::string_view text) { write({.level = level, .text = text}); }
  [[nodiscard]] bool enabled(LogLevel level) const { return enabled(level, LogLine{}.source); }
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_LOG_H_
