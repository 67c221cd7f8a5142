#include "sim/engine/decision.h"

#include <cstddef>
#include <iterator>

namespace interleave::sim {

std::string_view to_string(DecisionKind kind) {
  static constexpr std::string_view kNames[] = {"thread", "waiter",      "spurious", "time",
                                                "bytes",  "would_block", "fault",    "draw"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(DecisionKind::draw) + 1);
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace interleave::sim
