#include "daemon/core/peer_text.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace interleave::daemon {

std::string peer_text(std::string_view text, std::size_t most) {
  std::string result;
  result.reserve(std::min(text.size(), most));
  for (const char c : text.substr(0, most)) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_control(byte) || byte == '\\' || byte >= 0x80) {
      append_escape(result, byte);
    } else {
      result += c;
    }
  }
  if (text.size() > most) result += "...";
  return result;
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

}  // namespace interleave::daemon
