#include "sim/explain/stack_capture.h"

#include <cstddef>

#include <unwind.h>

namespace interleave::sim {
namespace {

constexpr std::size_t kMostFrames = 256;

// The fiber's first frame has no unwind information: there the walk ends by itself.
_Unwind_Reason_Code keep(_Unwind_Context* context, void* argument) {
  auto& stack = *static_cast<RawStack*>(argument);
  const std::uintptr_t address = _Unwind_GetIP(context);
  if (address == 0 || stack.size() == kMostFrames) return _URC_END_OF_STACK;
  stack.push_back(address);
  return _URC_NO_REASON;
}

}  // namespace

RawStack capture_stack() {
  RawStack stack;
  stack.reserve(kMostFrames);
  _Unwind_Backtrace(keep, &stack);
  return stack;
}

}  // namespace interleave::sim
