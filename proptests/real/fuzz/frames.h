// Frames that a client should not send, among some that it may.
#ifndef INTERLEAVE_PROPTESTS_REAL_FUZZ_FRAMES_H_
#define INTERLEAVE_PROPTESTS_REAL_FUZZ_FRAMES_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace interleave::fuzz {

using Bytes = std::vector<std::byte>;

// Draws that are the same everywhere for the same seed.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  // In [0, bound), bound >= 1.
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  std::uint32_t word() { return static_cast<std::uint32_t>(engine_()); }

 private:
  std::mt19937_64 engine_;
};

// A call that is as it should be. Serials count from 1 in each connection.
Bytes valid_call(Draw& draw, std::uint32_t serial);
// The call that opens the connection's libvirt connection.
Bytes open_call(std::uint32_t serial);
// A frame whose length is right and whose other bytes are random.
Bytes random_frame(Draw& draw);
// Bytes without any form.
Bytes random_bytes(Draw& draw);
// A valid call with something changed: bits, words to values at the edge of something, its length,
// its end.
Bytes mutated_call(Draw& draw, std::uint32_t serial);

}  // namespace interleave::fuzz

#endif  // INTERLEAVE_PROPTESTS_REAL_FUZZ_FRAMES_H_
