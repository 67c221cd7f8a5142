#include "daemon/rpc/frame.h"

#include "model/base/assert.h"

namespace interleave::rpc {
namespace {

std::uint32_t load(const std::byte* at) {
  return (std::to_integer<std::uint32_t>(at[0]) << 24) |
         (std::to_integer<std::uint32_t>(at[1]) << 16) |
         (std::to_integer<std::uint32_t>(at[2]) << 8) | std::to_integer<std::uint32_t>(at[3]);
}

void store(std::byte* at, std::uint32_t word) {
  for (const int shift : {24, 16, 8, 0}) *at++ = static_cast<std::byte>(word >> shift);
}

}  // namespace

std::uint32_t decode_length(std::span<const std::byte> from) {
  IL_ASSERT(from.size() >= kLengthSize, "a length word has four bytes");
  return load(from.data());
}

FrameHeader decode_header(std::span<const std::byte> from) {
  IL_ASSERT(from.size() >= kHeaderSize, "a header has six words");
  const std::byte* at = from.data();
  return {.program = load(at),
          .version = load(at + 4),
          .procedure = static_cast<std::int32_t>(load(at + 8)),
          .type = static_cast<FrameType>(load(at + 12)),
          .serial = load(at + 16),
          .status = static_cast<FrameStatus>(load(at + 20))};
}

std::vector<std::byte> encode_frame(const FrameHeader& header, std::span<const std::byte> body) {
  std::vector<std::byte> frame;
  frame.reserve(kMinFrame + body.size());
  frame.resize(kMinFrame);
  frame.insert(frame.end(), body.begin(), body.end());
  write_header(frame, header);
  return frame;
}

void write_header(std::span<std::byte> frame, const FrameHeader& header) {
  IL_ASSERT(valid_length(frame.size()), "a frame is too short or too long to be sent");
  std::byte* at = frame.data();
  for (const std::uint32_t word :
       {static_cast<std::uint32_t>(frame.size()), header.program, header.version,
        static_cast<std::uint32_t>(header.procedure), static_cast<std::uint32_t>(header.type),
        header.serial, static_cast<std::uint32_t>(header.status)}) {
    store(at, word);
    at += kLengthSize;
  }
}

void announce_files(std::vector<std::byte>& reply, std::size_t count) {
  FrameHeader header = decode_header(std::span(reply).subspan(kLengthSize));
  IL_ASSERT(header.type == FrameType::reply && header.status == FrameStatus::ok,
            "descriptors follow a reply that is none");
  IL_ASSERT(count <= kMostDescriptors, "more descriptors than may follow a frame");
  const auto body = reply.begin() + static_cast<std::ptrdiff_t>(kMinFrame);
  reply.insert(body, kLengthSize, std::byte{});
  store(reply.data() + kMinFrame, static_cast<std::uint32_t>(count));
  header.type = FrameType::reply_with_fds;
  write_header(reply, header);
}

FrameHeader reply_header(const FrameHeader& call, FrameStatus status) {
  FrameHeader reply = call;
  reply.type = FrameType::reply;
  reply.status = status;
  return reply;
}

}  // namespace interleave::rpc
