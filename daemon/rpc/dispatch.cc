#include "daemon/rpc/dispatch.h"

#include <string>
#include <utility>

#include "model/base/assert.h"

namespace interleave::rpc {
namespace {

void cut(std::optional<String>& text) {
  if (text && text->size() > String::kLimit) text->resize(String::kLimit);
}

}  // namespace

std::optional<Error> check_call(const FrameHeader& call) {
  if (call.program != kRemoteProgram || call.version != kRemoteVersion) {
    return rpc_error("Cannot find program " + std::to_string(call.program) + " version " +
                     std::to_string(call.version));
  }
  if (call.status != FrameStatus::ok) {
    return rpc_error("Unexpected message status " +
                     std::to_string(static_cast<std::uint32_t>(call.status)));
  }
  return std::nullopt;
}

Error unknown_procedure(std::int32_t number) {
  return rpc_error("unknown procedure: " + std::to_string(number));
}

Outcome<std::span<const std::byte>> arguments_of(const Message& message) {
  const std::span<const std::byte> body(message.body);
  if (message.header.type != FrameType::call_with_fds) return body;
  if (body.size() < kXdrUnit) return rpc_error("Unable to decode message payload");
  return body.subspan(kXdrUnit);
}

std::vector<std::byte> error_frame(const FrameHeader& call, Error error) {
  for (std::optional<String>* text : {&error.message, &error.str1, &error.str2, &error.str3}) {
    cut(*text);
  }
  std::vector<std::byte> frame(kMinFrame);
  XdrEncoder body(frame, kMaxFrame);
  encode(body, error);
  IL_ASSERT(body.ok(), "an error reply does not fit into a frame");
  write_header(frame, reply_header(call, FrameStatus::error));
  return frame;
}

}  // namespace interleave::rpc
