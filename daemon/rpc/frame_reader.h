// Cuts a byte stream into frames.
#ifndef INTERLEAVE_DAEMON_RPC_FRAME_READER_H_
#define INTERLEAVE_DAEMON_RPC_FRAME_READER_H_

#include <cstddef>
#include <span>
#include <vector>

#include "daemon/rpc/frame.h"

namespace interleave::rpc {

// Holds no more than what a peer has sent of one incomplete frame: memory grows with the bytes that
// have come, never with the length that was declared. Not synchronised.
class FrameReader {
 public:
  // Takes bytes in and appends every message that they complete, in order. False when a length
  // word is out of range (see rejected_length): the messages before it are there, and nothing more
  // can be fed.
  [[nodiscard]] bool feed(std::span<const std::byte> bytes, std::vector<Message>& messages);

  // Bytes of an incomplete frame.
  [[nodiscard]] std::size_t held() const { return partial_.size(); }
  [[nodiscard]] std::size_t rejected_length() const { return rejected_; }

 private:
  // Takes what the incomplete frame lacks. False as feed.
  bool fill(std::span<const std::byte>& bytes, std::vector<Message>& messages);
  bool accept_length(std::size_t length);

  std::vector<std::byte> partial_;
  std::size_t rejected_ = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_FRAME_READER_H_
