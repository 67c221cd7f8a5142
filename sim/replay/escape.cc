#include "sim/replay/escape.h"

#include <cstddef>

namespace interleave::sim {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

void append_escaped(char c, std::string& out) {
  if (c == '\\') {
    out += "\\\\";
  } else if (c == '\n') {
    out += "\\n";
  } else {
    const auto byte = static_cast<unsigned char>(c);
    out += "\\x";
    out += kHex[byte >> 4];
    out += kHex[byte & 0xf];
  }
}

// Takes the escape sequence after a backslash off the front of `rest`.
std::optional<char> take_escaped(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const char kind = rest.front();
  rest.remove_prefix(1);
  switch (kind) {
    case '\\':
      return '\\';
    case 'n':
      return '\n';
    case 's':
      return ' ';
    case '-':
      return '-';
    case 'x':
      break;
    default:
      return std::nullopt;
  }
  if (rest.size() < 2) return std::nullopt;
  const std::size_t high = kHex.find(rest[0]);
  const std::size_t low = kHex.find(rest[1]);
  if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
  rest.remove_prefix(2);
  return static_cast<char>(high << 4 | low);
}

std::optional<std::string> unescape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c != '\\') {
      out += c;
      continue;
    }
    const std::optional<char> escaped = take_escaped(text);
    if (!escaped) return std::nullopt;
    out += *escaped;
  }
  return out;
}

}  // namespace

std::string escape_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || is_control(c)) {
      append_escaped(c, out);
    } else {
      out += c;
    }
  }
  return out;
}

std::string escape_word(std::string_view text) {
  if (text.empty()) return "-";
  if (text == "-") return "\\-";
  std::string out;
  for (const char c : text) {
    if (c == ' ') {
      out += "\\s";
    } else if (c == '\\' || is_control(c)) {
      append_escaped(c, out);
    } else {
      out += c;
    }
  }
  return out;
}

std::string escape_last(std::string_view text) {
  if (text.empty() || text == "-") return escape_word(text);
  return text.front() == ' ' ? "\\s" + escape_line(text.substr(1)) : escape_line(text);
}

std::optional<std::string> unescape_line(std::string_view text) {
  std::optional<std::string> out = unescape(text);
  // One spelling for each string: a second one would not survive being written again.
  if (out && escape_line(*out) != text) return std::nullopt;
  return out;
}

std::optional<std::string> unescape_word(std::string_view text) {
  std::optional<std::string> out = text == "-" ? std::string() : unescape(text);
  if (out && escape_word(*out) != text) return std::nullopt;
  return out;
}

std::optional<std::string> unescape_last(std::string_view text) {
  std::optional<std::string> out = text == "-" ? std::string() : unescape(text);
  if (out && escape_last(*out) != text) return std::nullopt;
  return out;
}

}  // namespace interleave::sim
