// Sends frames of random bytes and mutated calls to a running daemon and examines what it makes of
// them.
//
//   fuzz_socket SOCKET FRAMES SEED
//
// Prints what became of the frames; exit status 0 when everything was as the protocol has it, 1
// when not (with the seed of the connection), 2 on wrong usage.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "proptests/real/fuzz/conversation.h"
#include "proptests/real/fuzz/frames.h"

namespace interleave::fuzz {
namespace {

void append(Bytes& to, const Bytes& what) {
  to.insert(to.end(), what.begin(), what.end());
}

Bytes draw_frame(Draw& draw, std::uint32_t serial) {
  if (draw.chance(200)) return random_bytes(draw);
  switch (draw.below(8)) {
    case 0:
      return valid_call(draw, serial);
    case 1:
    case 2:
      return random_frame(draw);
    default:
      return mutated_call(draw, serial);
  }
}

// What one connection sends.
Bytes draw_stream(std::uint64_t seed) {
  Draw draw(seed);
  Bytes bytes;
  std::uint32_t serial = 1;
  if (!draw.chance(4)) append(bytes, open_call(serial++));
  for (std::size_t count = 1 + draw.below(40); count > 0; --count) {
    append(bytes, draw_frame(draw, serial++));
  }
  return bytes;
}

int run(const std::string& socket, std::size_t wanted, std::uint64_t seed) {
  Tally tally;
  for (std::uint64_t connection = 0; tally.frames() < wanted; ++connection) {
    const std::uint64_t own = seed * 1'000'003 + connection;
    const std::string wrong = converse(socket, draw_stream(own), tally);
    if (wrong.empty()) continue;
    fmt::print("connection {} (seed {}): {}\n", connection, own, wrong);
    return 1;
  }
  fmt::print(
      "frames={} connections={} answered={} silent={} bad_lengths={} incomplete={} "
      "after_close={} bad_after_close={}\n",
      tally.frames(), tally.connections, tally.answered, tally.silent, tally.bad_lengths,
      tally.incomplete, tally.after_close, tally.bad_after_close);
  return 0;
}

}  // namespace
}  // namespace interleave::fuzz

int main(int argc, char** argv) {
  if (argc != 4) {
    fmt::print(stderr, "usage: fuzz_socket SOCKET FRAMES SEED\n");
    return 2;
  }
  return interleave::fuzz::run(argv[1], std::strtoull(argv[2], nullptr, 10),
                               std::strtoull(argv[3], nullptr, 10));
}
