// Helpers of Symbols: the names and places of frames.
#ifndef INTERLEAVE_SIM_EXPLAIN_FRAME_H_
#define INTERLEAVE_SIM_EXPLAIN_FRAME_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/explain/symbols.h"

namespace interleave::sim {

// A linker's symbol as a reader wants it: without arguments, return type, template arguments and
// the project's own namespace; lambdas are called so.
std::string function_name(const char* symbol);

// Sets file, line and whose the frame is.
void set_place(Frame& frame, std::string_view file, std::uint32_t line);

void set_module(Frame& frame, std::uintptr_t address);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_FRAME_H_
