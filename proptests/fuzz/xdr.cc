// The bodies of messages: of every type there is, any bytes are decoded or refused, and what was
// decoded can be encoded and decoded again. The first two bytes choose the type.
#include <algorithm>
#include <vector>

#include "daemon/rpc/codec.h"
#include "daemon/rpc/frame.h"
#include "proptests/fuzz/fuzz.h"
#include "wire_headers.inc"

namespace interleave {
namespace {

template <class T>
void try_type(std::span<const std::byte> body) {
  T value{};
  if (rpc::decode_body(body, value)) return;
  std::vector<std::byte> encoded;
  rpc::XdrEncoder encoder(encoded, rpc::kMaxFrame);
  rpc::encode(encoder, value);
  fuzz::must(encoder.ok());
  T again{};
  fuzz::must(!rpc::decode_body(std::span<const std::byte>(encoded), again));
  std::vector<std::byte> twice;
  rpc::XdrEncoder second(twice, rpc::kMaxFrame);
  rpc::encode(second, again);
  fuzz::must(encoded == twice);
}

using Try = void (*)(std::span<const std::byte>);
constexpr Try kTypes[] = {
#define X(Type) try_type<rpc::Type>,
#include "wire_types.inc"
#undef X
};

}  // namespace
}  // namespace interleave

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t type = (std::size_t{data[0]} << 8 | data[1]) % std::size(interleave::kTypes);
  interleave::kTypes[type](interleave::fuzz::as_bytes(data + 2, size - 2));
  return 0;
}
