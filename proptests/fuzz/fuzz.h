// What the fuzz targets share.
#ifndef INTERLEAVE_PROPTESTS_FUZZ_FUZZ_H_
#define INTERLEAVE_PROPTESTS_FUZZ_FUZZ_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace interleave::fuzz {

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {static_cast<const char*>(static_cast<const void*>(data)), size};
}

inline std::span<const std::byte> as_bytes(const std::uint8_t* data, std::size_t size) {
  return std::as_bytes(std::span(data, size));
}

// A law that does not hold is a finding: the fuzzer keeps the input.
inline void must(bool law) {
  if (!law) __builtin_trap();
}

}  // namespace interleave::fuzz

// Called by libFuzzer for each input. Returns 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

#endif  // INTERLEAVE_PROPTESTS_FUZZ_FUZZ_H_
