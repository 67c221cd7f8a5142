// Cuts a byte stream into frames, and gives each call the descriptors that come with it.
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
  // `carries_files`: the stream can bring descriptors.
  explicit FrameReader(bool carries_files = true) : carries_files_(carries_files) {}
  // From the next frame on.
  void carry_files(bool carries_files) { carries_files_ = carries_files; }

  // Takes in the bytes of one read and what has come with them (see Stream::read_with_file), and
  // appends every message that they complete, in order. A call is complete with the last byte that
  // its descriptors come with. What comes with any other byte is closed.
  //
  // False when a length word, or a number of descriptors, is out of range, or a descriptor does not
  // come with its byte (see rejection): the messages before it are there, and nothing more can be
  // fed.
  [[nodiscard]] bool feed(std::span<const std::byte> bytes, Arrival with,
                          std::vector<Message>& messages);
  [[nodiscard]] bool feed(std::span<const std::byte> bytes, std::vector<Message>& messages) {
    return feed(bytes, {}, messages);
  }

  // Bytes of an incomplete frame, or of one whose descriptors have yet to come.
  [[nodiscard]] std::size_t held() const {
    return partial_.size() + (marks_ == 0 ? 0 : kMinFrame + marked_.body.size());
  }
  // Messages that were complete, so far.
  [[nodiscard]] std::size_t completed() const { return completed_; }
  // Why feed has returned false, in words; empty before.
  [[nodiscard]] const std::string& rejection() const { return rejection_; }

 private:
  // Takes what the incomplete frame lacks. False as feed.
  bool fill(std::span<const std::byte>& bytes, std::vector<Message>& messages);
  bool accept_length(std::size_t length);
  // A frame is whole. False as feed.
  bool deliver(std::span<const std::byte> frame, std::vector<Message>& messages);
  // Takes a byte that a descriptor comes with. False as feed.
  bool take_mark(std::span<const std::byte>& bytes, Arrival& with, std::vector<Message>& messages);
  bool reject(std::string why);

  bool carries_files_;
  std::vector<std::byte> partial_;
  std::size_t completed_ = 0;
  // Descriptors that have yet to come, and the message that they belong to.
  std::uint32_t marks_ = 0;
  Message marked_;
  std::string rejection_;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_FRAME_READER_H_
