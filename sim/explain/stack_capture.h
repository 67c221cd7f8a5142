// The addresses on the stack of the calling thread.
#ifndef INTERLEAVE_SIM_EXPLAIN_STACK_CAPTURE_H_
#define INTERLEAVE_SIM_EXPLAIN_STACK_CAPTURE_H_

#include <cstdint>
#include <vector>

namespace interleave::sim {

// Return addresses, innermost first: each is the one after a call.
using RawStack = std::vector<std::uintptr_t>;

// At most 256 of them, of the simulated thread that calls, down to where its fiber begins.
RawStack capture_stack();

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_STACK_CAPTURE_H_
