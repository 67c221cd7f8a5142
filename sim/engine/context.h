// Leaving one stack for another: the least that a fiber needs of a processor.
#ifndef INTERLEAVE_SIM_ENGINE_CONTEXT_H_
#define INTERLEAVE_SIM_ENGINE_CONTEXT_H_

#include <cstddef>

namespace interleave::sim::context {

// A context that does not run. It is used up when it is switched to.
using Context = void*;

// A new context on the stack below `top`, of `size` bytes.
Context make(void* top, std::size_t size);

// Where every new context begins, with the argument of the switch to it. It never returns. Defined
// by whoever uses contexts: fiber.cc.
void begin(void* argument);

// Leaves the running context, which it puts into `left`, for `next`. Returns when somebody switches
// to what is in `left`, with the argument of that switch.
//
// Two implementations: plain builds for x86-64 have their own, which leaves the control words of
// the floating-point units alone (they belong to the OS thread) and keeps calls and returns in
// pairs, so that the processor can foresee where a resumed fiber returns to; all others use
// Boost.Context.
void* switch_to(Context& left, Context next, void* argument);

}  // namespace interleave::sim::context

#endif  // INTERLEAVE_SIM_ENGINE_CONTEXT_H_
