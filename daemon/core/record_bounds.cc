#include "daemon/core/record_bounds.h"

#include <algorithm>
#include <utility>

namespace interleave::daemon {

void RecordBounds::pass(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    if (missing_ > 0) {
      const std::size_t count = std::min(missing_, bytes.size());
      missing_ -= count;
      bytes = bytes.subspan(count);
      continue;
    }
    if (in_header_ >= length_at_) length_ = length_ << 8 | std::to_integer<std::size_t>(bytes[0]);
    bytes = bytes.subspan(1);
    if (++in_header_ == header_) {
      in_header_ = 0;
      missing_ = std::exchange(length_, 0);
    }
  }
}

}  // namespace interleave::daemon
