#include "sim/strategies/run_length.h"

#include <algorithm>
#include <bit>

namespace interleave::sim {
namespace {

// Below 16 each length has its own bucket; above, four bits after the leading one tell.
std::size_t bucket_of(std::uint64_t length) {
  if (length < 16) return static_cast<std::size_t>(length);
  const auto shift = static_cast<unsigned>(std::bit_width(length)) - 5;
  return 16 * (shift + 1) + static_cast<std::size_t>((length >> shift) & 15);
}

// The longest of a bucket.
std::uint64_t last_of(std::size_t bucket) {
  if (bucket < 16) return bucket;
  const std::size_t shift = bucket / 16 - 1;
  return ((16 + bucket % 16 + 1) << shift) - 1;
}

}  // namespace

void RunLength::learn(std::uint64_t length) {
  length = std::max<std::uint64_t>(length, 1);
  shortest_ = runs_ == 0 ? length : std::min(shortest_, length);
  longest_ = std::max(longest_, length);
  ++runs_;
  ++counts_[bucket_of(length)];
  if (longest_ <= 2 * shortest_) {
    estimate_ = longest_;
  } else if (runs_ < 64 || runs_ % 64 == 0) {
    // The more runs there have been, the less one of them changes it.
    estimate_ = std::min(percentile(), longest_);
  }
}

std::uint64_t RunLength::percentile() const {
  const std::uint64_t beyond = runs_ / 20;  // may be longer
  std::uint64_t seen = 0;
  for (std::size_t bucket = bucket_of(longest_);; --bucket) {
    seen += counts_[bucket];
    if (seen > beyond) return last_of(bucket);
  }
}

}  // namespace interleave::sim
