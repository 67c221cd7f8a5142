// The byte stream of a client: however it is cut into reads, the same messages come out, memory is
// held for no more than what has come, and a rejection has a reason. The first byte is the size of
// the reads.
#include <algorithm>
#include <vector>

#include "daemon/rpc/frame_reader.h"
#include "proptests/fuzz/fuzz.h"

namespace interleave {
namespace {

struct Outcome {
  std::vector<rpc::Message> messages;
  bool good = true;
};

Outcome read_in_parts(std::span<const std::byte> bytes, std::size_t part) {
  Outcome outcome;
  // Without descriptors: where they come is the stream's to say.
  rpc::FrameReader reader(false);
  std::size_t fed = 0;
  while (fed < bytes.size() && outcome.good) {
    const std::size_t count = std::min(part, bytes.size() - fed);
    outcome.good = reader.feed(bytes.subspan(fed, count), outcome.messages);
    fed += count;
    if (outcome.good) fuzz::must(reader.held() <= fed);
  }
  if (!outcome.good) fuzz::must(!reader.rejection().empty());
  return outcome;
}

}  // namespace
}  // namespace interleave

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using interleave::fuzz::must;
  if (size < 1) return 0;
  const auto bytes = interleave::fuzz::as_bytes(data + 1, size - 1);
  const auto whole = interleave::read_in_parts(bytes, bytes.size() + 1);
  const auto parts = interleave::read_in_parts(bytes, std::size_t{data[0]} + 1);
  must(whole.good == parts.good && whole.messages.size() == parts.messages.size());
  for (std::size_t i = 0; i < whole.messages.size(); ++i) {
    must(whole.messages[i].header == parts.messages[i].header);
    must(whole.messages[i].body == parts.messages[i].body);
  }
  return 0;
}
