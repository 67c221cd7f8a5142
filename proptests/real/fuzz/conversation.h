// One connection of a client that sends anything, and what the daemon owes it.
#ifndef INTERLEAVE_PROPTESTS_REAL_FUZZ_CONVERSATION_H_
#define INTERLEAVE_PROPTESTS_REAL_FUZZ_CONVERSATION_H_

#include <cstddef>
#include <string>

#include "proptests/real/fuzz/frames.h"

namespace interleave::fuzz {

// How many frames ended in which of the ways that the protocol has.
struct Tally {
  std::size_t answered = 0;     // calls, by a reply or an error reply
  std::size_t silent = 0;       // what is no call: dropped, or a ping
  std::size_t bad_lengths = 0;  // connections that were closed for it
  std::size_t incomplete = 0;   // the end of the stream came within them
  std::size_t after_close = 0;  // calls behind a CLOSE that was granted
  std::size_t bad_after_close =
      0;  // impossible lengths behind it: the daemon may not have read them
  std::size_t connections = 0;

  // Frames that came to something: what follows an impossible length is not counted.
  [[nodiscard]] std::size_t frames() const {
    return answered + silent + bad_lengths + incomplete + after_close;
  }
};

// Sends `bytes`, shuts down sending, and reads to the end of the stream. Every call in the bytes,
// up to the first impossible length, is to be answered exactly once, and nothing else; then the
// daemon is to close. Adds to `tally`; returns what is wrong, or an empty string.
std::string converse(const std::string& socket_path, const Bytes& bytes, Tally& tally);

}  // namespace interleave::fuzz

#endif  // INTERLEAVE_PROPTESTS_REAL_FUZZ_CONVERSATION_H_
