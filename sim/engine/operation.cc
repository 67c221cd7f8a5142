#include "sim/engine/operation.h"

#include <cstddef>

namespace interleave::sim {

const char* to_string(OperationKind kind) {
  static constexpr const char* kNames[] = {
      "none",       "start",      "spawn",   "join", "lock",    "wait",  "relock",
      "notify_one", "notify_all", "poll",    "wake", "accept",  "read",  "write",
      "shut_down",  "close",      "connect", "send", "receive", "sleep", "settle"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(OperationKind::settle) + 1);
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace interleave::sim
