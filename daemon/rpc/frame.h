// Frames of libvirt's RPC protocol: a length word that counts itself, a header of six words, a
// body. All words are big endian (XDR, RFC 4506).
#ifndef INTERLEAVE_DAEMON_RPC_FRAME_H_
#define INTERLEAVE_DAEMON_RPC_FRAME_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/seam/open_file.h"

namespace interleave::rpc {

inline constexpr std::size_t kLengthSize = 4;
inline constexpr std::size_t kHeaderSize = 24;
// The smallest and the largest value of a length word that a peer may send.
inline constexpr std::size_t kMinFrame = kLengthSize + kHeaderSize;
inline constexpr std::size_t kMaxFrame = 33'554'436;

// Descriptors that may come with a frame of type call_with_fds or reply_with_fds: the first word of
// its body says how many, and after the frame each comes with one byte of its own, whose value
// means nothing.
inline constexpr std::uint32_t kMostDescriptors = 32;

inline constexpr std::uint32_t kRemoteProgram = 0x20008086;
inline constexpr std::uint32_t kRemoteVersion = 1;
inline constexpr std::uint32_t kKeepaliveProgram = 0x6b656570;
inline constexpr std::uint32_t kKeepaliveVersion = 1;

enum class FrameType : std::uint32_t {
  call = 0,
  reply = 1,
  message = 2,
  stream = 3,
  call_with_fds = 4,
  reply_with_fds = 5,
  stream_hole = 6,
};

enum class FrameStatus : std::uint32_t { ok = 0, error = 1, more = 2 };

// Values are as the peer sent them: an enumeration may hold a number that it has no name for.
struct FrameHeader {
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  std::int32_t procedure = 0;
  FrameType type = FrameType::call;
  std::uint32_t serial = 0;
  FrameStatus status = FrameStatus::ok;

  bool operator==(const FrameHeader&) const = default;
};

// A complete message as it was received.
struct Message {
  FrameHeader header;
  std::vector<std::byte> body;
  std::vector<FileRef> files{};  // that came with it, in order: as many as its body says
};

// Reads a length word. `from` has at least kLengthSize bytes.
std::uint32_t decode_length(std::span<const std::byte> from);
// Is this a length that a peer may send?
constexpr bool valid_length(std::size_t length) {
  return length >= kMinFrame && length <= kMaxFrame;
}
// Reads a header. `from` has at least kHeaderSize bytes.
FrameHeader decode_header(std::span<const std::byte> from);

// A whole frame: length word, header, body. The body must fit (see kMaxFrame).
std::vector<std::byte> encode_frame(const FrameHeader& header, std::span<const std::byte> body);

// Writes length word and header into the first kMinFrame bytes of a frame that is complete
// otherwise.
void write_header(std::span<std::byte> frame, const FrameHeader& header);

// Makes a whole reply, which is no error, one that so many descriptors follow.
void announce_files(std::vector<std::byte>& reply, std::size_t count);

// The header of the reply to a call: the same but for type and status.
FrameHeader reply_header(const FrameHeader& call, FrameStatus status);

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_FRAME_H_
