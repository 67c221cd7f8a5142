#include "daemon/rpc/frame_reader.h"

#include <algorithm>

#include "model/base/assert.h"

namespace interleave::rpc {
namespace {

// A buffer that is kept for the next incomplete frame; larger ones go back.
constexpr std::size_t kKeptCapacity = 1024;

Message message_of(std::span<const std::byte> frame) {
  const auto body = frame.subspan(kMinFrame);
  return {decode_header(frame.subspan(kLengthSize)), {body.begin(), body.end()}};
}

}  // namespace

bool FrameReader::feed(std::span<const std::byte> bytes, std::vector<Message>& messages) {
  IL_ASSERT(rejected_ == 0, "bytes are fed after a bad length");
  while (!bytes.empty()) {
    if (!partial_.empty() || bytes.size() < kLengthSize) {
      if (!fill(bytes, messages)) return false;
      continue;
    }
    const std::size_t length = decode_length(bytes);
    if (!accept_length(length)) return false;
    if (bytes.size() < length) {
      partial_.assign(bytes.begin(), bytes.end());
      return true;
    }
    messages.push_back(message_of(bytes.first(length)));
    bytes = bytes.subspan(length);
  }
  return true;
}

bool FrameReader::fill(std::span<const std::byte>& bytes, std::vector<Message>& messages) {
  const auto take = [&](std::size_t wanted) {
    const std::size_t count = std::min(bytes.size(), wanted - partial_.size());
    partial_.insert(partial_.end(), bytes.begin(),
                    bytes.begin() + static_cast<std::ptrdiff_t>(count));
    bytes = bytes.subspan(count);
    return partial_.size() == wanted;
  };
  if (partial_.size() < kLengthSize) {
    if (!take(kLengthSize)) return true;
    if (!accept_length(decode_length(partial_))) return false;
  }
  if (!take(decode_length(partial_))) return true;
  messages.push_back(message_of(partial_));
  partial_.clear();
  if (partial_.capacity() > kKeptCapacity) partial_.shrink_to_fit();
  return true;
}

bool FrameReader::accept_length(std::size_t length) {
  if (valid_length(length)) return true;
  rejected_ = length;
  return false;
}

}  // namespace interleave::rpc
