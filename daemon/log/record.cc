#include "daemon/log/record.h"

#include <chrono>
#include <cstdint>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "daemon/core/peer_text.h"

namespace interleave::daemon {
namespace {

// The first byte of a character of more than one, and the least and the greatest code of those
// that are as long (Unicode 15, table 3-6, without its surrogates).
struct Lead {
  unsigned char mask;
  unsigned char bits;
  std::size_t size;
  std::uint32_t least;
};
constexpr Lead kLeads[] = {{0xe0, 0xc0, 2, 0x80}, {0xf0, 0xe0, 3, 0x800}, {0xf8, 0xf0, 4, 0x10000}};

bool is_code_point(std::uint32_t code) {
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

// C1 controls are as good as an escape sequence to some terminals.
bool is_printable(std::uint32_t code) {
  return code >= 0xa0;
}

// The length of the valid printable character beyond ASCII that `text` starts with; 0 for none.
std::size_t character_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  for (const Lead& lead : kLeads) {
    if ((first & lead.mask) != lead.bits) continue;
    if (text.size() < lead.size) return 0;
    std::uint32_t code = first & static_cast<unsigned char>(~lead.mask);
    for (std::size_t i = 1; i < lead.size; ++i) {
      const auto next = static_cast<unsigned char>(text[i]);
      if ((next & 0xc0) != 0x80) return 0;
      code = code << 6 | (next & 0x3fU);
    }
    return code >= lead.least && is_code_point(code) && is_printable(code) ? lead.size : 0;
  }
  return 0;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string result;
  while (!text.empty() && result.size() < kMostLineText) {
    const auto byte = static_cast<unsigned char>(text.front());
    std::size_t size = 1;
    if (byte >= 0x80) size = character_size(text);
    if (is_control(byte) || size == 0) {
      append_escape(result, byte);
      size = 1;
    } else {
      result += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  if (!text.empty()) result += "...";
  return result;
}

std::string message_of(const LogLine& line) {
  return line.client == 0 ? std::string(line.text)
                          : fmt::format("client {}: {}", line.client, line.text);
}

std::string line_of(const LogRecord& record) {
  const LogLine& line = record.line;
  const std::string reason = line.reason.empty() ? "" : fmt::format("[{}]", line.reason);
  return fmt::format("{} {} {} {}{}: {}", format_stamp(record.wall), to_string(line.level),
                     record.thread, line.source, reason, message_of(line));
}

std::string format_stamp(Duration wall) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(wall);
  const auto micros = std::chrono::floor<std::chrono::microseconds>(wall - seconds);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z",
                     fmt::gmtime(static_cast<std::time_t>(seconds.count())), micros.count());
}

std::string_view to_string(LogLevel level) {
  constexpr std::string_view kNames[] = {"", "debug", "info", "warning", "error"};
  return kNames[static_cast<std::size_t>(level)];
}

int severity_of(LogLevel level) {
  constexpr int kSeverities[] = {7, 7, 6, 4, 3};
  return kSeverities[static_cast<std::size_t>(level)];
}

}  // namespace interleave::daemon
