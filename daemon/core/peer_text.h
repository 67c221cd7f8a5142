// What a peer has sent, made fit for a line that people and programs read.
#ifndef INTERLEAVE_DAEMON_CORE_PEER_TEXT_H_
#define INTERLEAVE_DAEMON_CORE_PEER_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace interleave::daemon {

// As much of a peer's text as a line of the log carries.
inline constexpr std::size_t kMostPeerText = 256;

// `text` with control characters, backslashes and bytes outside of ASCII as \n, \\, \x1b. At most
// `most` bytes of it, and then "..." where there was more.
std::string peer_text(std::string_view text, std::size_t most = kMostPeerText);

// Appends one byte as peer_text and the log write it: \n, \t, \\ or \x1b.
void append_escape(std::string& to, unsigned char byte);

// Whether a byte is one of those that move a terminal's cursor or end a line.
constexpr bool is_control(unsigned char byte) {
  return byte < 0x20 || byte == 0x7f;
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_PEER_TEXT_H_
