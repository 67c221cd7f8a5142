#include "daemon/rpc/frame_reader.h"

#include <algorithm>
#include <utility>

#include "daemon/rpc/xdr.h"
#include "model/base/assert.h"

namespace interleave::rpc {
namespace {

// A buffer that is kept for the next incomplete frame; larger ones go back.
constexpr std::size_t kKeptCapacity = 1024;

Message message_of(std::span<const std::byte> frame) {
  const auto body = frame.subspan(kMinFrame);
  return {.header = decode_header(frame.subspan(kLengthSize)), .body = {body.begin(), body.end()}};
}

}  // namespace

bool FrameReader::feed(std::span<const std::byte> bytes, Arrival with,
                       std::vector<Message>& messages) {
  IL_ASSERT(rejection_.empty(), "bytes are fed after a rejected frame");
  while (!bytes.empty()) {
    if (marks_ != 0) {
      if (!take_mark(bytes, with, messages)) return false;
      continue;
    }
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
    if (!deliver(bytes.first(length), messages)) return false;
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
  const bool good = deliver(partial_, messages);
  partial_.clear();
  if (partial_.capacity() > kKeptCapacity) partial_.shrink_to_fit();
  return good;
}

bool FrameReader::deliver(std::span<const std::byte> frame, std::vector<Message>& messages) {
  Message message = message_of(frame);
  const bool marked =
      message.header.type == FrameType::call_with_fds && message.body.size() >= kXdrUnit;
  const std::uint32_t descriptors = marked ? decode_length(message.body) : 0;
  if (descriptors > kMostDescriptors) {
    return reject("a frame announces " + std::to_string(descriptors) + " descriptors, at most " +
                  std::to_string(kMostDescriptors) + " may come");
  }
  if (descriptors > 0 && !carries_files_) {
    return reject("a frame announces descriptors, which this connection cannot carry");
  }
  if (descriptors == 0) {
    ++completed_;
    messages.push_back(std::move(message));
  } else {
    marks_ = descriptors;
    marked_ = std::move(message);
  }
  return true;
}

bool FrameReader::take_mark(std::span<const std::byte>& bytes, Arrival& with,
                            std::vector<Message>& messages) {
  bytes = bytes.subspan(1);
  if (bytes.empty() && with.lost) {
    return reject("a descriptor has not come through: several at once, or none is free here");
  }
  // No read goes on beyond a byte that a descriptor comes with.
  if (!bytes.empty() || with.file == nullptr) {
    return reject("a byte comes without the descriptor that was announced");
  }
  marked_.files.push_back(std::move(with.file));
  if (--marks_ > 0) return true;
  ++completed_;
  messages.push_back(std::exchange(marked_, {}));
  return true;
}

bool FrameReader::accept_length(std::size_t length) {
  if (valid_length(length)) return true;
  return reject("a frame of " + std::to_string(length) +
                " bytes is announced, which is not within " + std::to_string(kMinFrame) + " and " +
                std::to_string(kMaxFrame));
}

bool FrameReader::reject(std::string why) {
  rejection_ = std::move(why);
  return false;
}

}  // namespace interleave::rpc
