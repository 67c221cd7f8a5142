#include "daemon/asio/stderr_log.h"

#include <chrono>
#include <ctime>
#include <iterator>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include "daemon/asio/current_thread.h"

namespace interleave::daemon {
namespace {

constexpr std::string_view to_string(LogLevel level) {
  constexpr std::string_view kNames[] = {"", "debug", "info", "warning", "error"};
  return kNames[static_cast<std::size_t>(level)];
}

constexpr bool is_control(unsigned char byte) {
  return byte < 0x20 || byte == 0x7f;
}

void append_escape(std::string& to, unsigned char byte) {
  switch (byte) {
    case '\n':
      to += "\\n";
      break;
    case '\t':
      to += "\\t";
      break;
    case '\\':
      to += "\\\\";
      break;
    default:
      fmt::format_to(std::back_inserter(to), "\\x{:02x}", byte);
  }
}

template <class NeedsEscape>
std::string escape(std::string_view text, NeedsEscape needs_escape) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (needs_escape(byte)) {
      append_escape(result, byte);
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

std::string format_stamp(Duration wall) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(wall);
  const auto micros = std::chrono::floor<std::chrono::microseconds>(wall - seconds);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z",
                     fmt::gmtime(static_cast<std::time_t>(seconds.count())), micros.count());
}

std::string escaped(std::string_view text) {
  return escape(
      text, [](unsigned char byte) { return is_control(byte) || byte == '\\' || byte >= 0x80; });
}

std::string without_controls(std::string_view text) {
  return escape(text, is_control);
}

void StderrLog::write(LogLevel level, std::string_view line) {
  if (!enabled(level)) return;
  const std::string text =
      fmt::format("{} {} {}: {}\n", format_stamp(clock_.wall_now()), to_string(level),
                  current_thread().name.text(), without_controls(line));
  // A log that cannot be written has nobody to be reported to.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace interleave::daemon
