// Cuts a byte stream into frames.
//
// Descriptors are not taken: whoever reads without asking for them has the system close them. The
// bytes that they come with are left out, and the call they belong to is complete after them.
#ifndef INTERLEAVE_DAEMON_RPC_FRAME_READER_H_
#define INTERLEAVE_DAEMON_RPC_FRAME_READER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "daemon/rpc/frame.h"

namespace interleave::rpc {

// Holds no more than what a peer has sent of one incomplete frame: memory grows with the bytes that
// have come, never with the length that was declared. Not synchronised.
class FrameReader {
 public:
  // Takes bytes in and appends every message that they complete, in order. False when a length
  // word, or a number of descriptors, is out of range (see rejection): the messages before it are
  // there, and nothing more can be fed.
  [[nodiscard]] bool feed(std::span<const std::byte> bytes, std::vector<Message>& messages);

  // Bytes of an incomplete frame.
  [[nodiscard]] std::size_t held() const { return partial_.size(); }
  // Why feed has returned false, in words; empty before.
  [[nodiscard]] const std::string& rejection() const { return rejection_; }

 private:
  // Takes what the incomplete frame lacks. False as feed.
  bool fill(std::span<const std::byte>& bytes, std::vector<Message>& messages);
  bool accept_length(std::size_t length);
  // A frame is whole. False as feed.
  bool deliver(std::span<const std::byte> frame, std::vector<Message>& messages);
  void skip_marks(std::span<const std::byte>& bytes, std::vector<Message>& messages);

  std::vector<std::byte> partial_;
  // The bytes of descriptors that have yet to come, and the message that they belong to.
  std::uint32_t marks_ = 0;
  Message marked_;
  std::string rejection_;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_FRAME_READER_H_
