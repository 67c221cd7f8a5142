#include "proptests/bench/daemon/wire.h"

#include <array>

namespace interleave::bench {
namespace {

constexpr std::uint32_t kProgram = 0x20008086;
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kCall = 0;

void append(std::string& bytes, std::uint32_t word) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(word >> shift & 0xff);
}

}  // namespace

std::string call_frame(Procedure procedure, std::uint32_t serial, std::string_view body) {
  std::string frame;
  const auto length = static_cast<std::uint32_t>(kHeaderBytes + body.size());
  const std::array<std::uint32_t, 7> header{
      length, kProgram, kVersion, static_cast<std::uint32_t>(procedure), kCall, serial, 0};
  for (const std::uint32_t word : header) append(frame, word);
  return frame.append(body);
}

std::string open_body(std::string_view uri) {
  std::string body;
  append(body, 1);  // there is a name
  append(body, static_cast<std::uint32_t>(uri.size()));
  body.append(uri).resize((body.size() + 3) / 4 * 4);
  append(body, 0);  // flags
  return body;
}

std::uint32_t word_at(std::string_view frame, std::size_t offset) {
  std::uint32_t word = 0;
  for (const char byte : frame.substr(offset, 4))
    word = word << 8 | static_cast<std::uint8_t>(byte);
  return word;
}

}  // namespace interleave::bench
