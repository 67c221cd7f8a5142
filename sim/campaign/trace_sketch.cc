#include "sim/campaign/trace_sketch.h"

namespace interleave::sim {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint64_t kMore = 32;  // a digit that another one follows

// An entry's key and its marks (TraceSet) are written apart: both are small numbers then.
constexpr unsigned kMarkBits = 16;
constexpr std::uint64_t kMarks = (std::uint64_t{1} << kMarkBits) - 1;

void append(std::uint64_t number, std::string& text) {
  for (; number >= kMore; number >>= 5) text += kDigits[number % kMore | kMore];
  text += kDigits[number];
}

std::optional<std::uint64_t> take(std::string_view& text) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 64 && !text.empty(); shift += 5) {
    const std::uint64_t digit = kDigits.find(text.front());
    if (digit == std::string_view::npos) return std::nullopt;
    text.remove_prefix(1);
    const std::uint64_t bits = digit % kMore;
    if (bits << shift >> shift != bits) return std::nullopt;
    number |= bits << shift;
    if (digit < kMore) return number;
  }
  return std::nullopt;
}

}  // namespace

std::string to_sketch(const std::vector<std::uint64_t>& entries) {
  std::string sketch;
  std::uint64_t before = 0;
  for (const std::uint64_t entry : entries) {
    const std::uint64_t key = entry >> kMarkBits;
    append(key - before, sketch);
    append(entry & kMarks, sketch);
    before = key;
  }
  return sketch;
}

std::optional<std::vector<std::uint64_t>> from_sketch(std::string_view sketch) {
  std::vector<std::uint64_t> entries;
  std::uint64_t key = 0;
  while (!sketch.empty()) {
    const auto difference = take(sketch);
    const auto marks = difference ? take(sketch) : std::nullopt;
    if (!marks || *marks > kMarks) return std::nullopt;
    // Below 2^48 both: the sum cannot overflow.
    if (*difference >> (64 - kMarkBits) != 0 || (key += *difference) >> (64 - kMarkBits) != 0) {
      return std::nullopt;
    }
    entries.push_back(key << kMarkBits | *marks);
  }
  return entries;
}

}  // namespace interleave::sim
