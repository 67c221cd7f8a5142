// The symbol table of an ELF file.
#ifndef INTERLEAVE_SIM_CONTROL_SYMBOL_FILE_H_
#define INTERLEAVE_SIM_CONTROL_SYMBOL_FILE_H_

#include <string>

namespace interleave::sim::control {

// The symbol of the function that `address` is in, as the linker spells it; `file` is loaded at
// `base`. Empty when the file cannot be read, is of another class or has no such function.
std::string symbol_at(const char* file, const void* base, const void* address);

}  // namespace interleave::sim::control

#endif  // INTERLEAVE_SIM_CONTROL_SYMBOL_FILE_H_
