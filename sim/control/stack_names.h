// Who has called: return addresses, and the names of the functions that they are in.
#ifndef INTERLEAVE_SIM_CONTROL_STACK_NAMES_H_
#define INTERLEAVE_SIM_CONTROL_STACK_NAMES_H_

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace interleave::sim::control {

// Return addresses of the calling OS thread or fiber, the nearest first.
class CallStack {
 public:
  [[nodiscard]] std::span<const void* const> frames() const { return {frames_.data(), size_}; }
  // False when there is no room for more.
  bool add(const void* frame) {
    if (size_ == frames_.size()) return false;
    frames_[size_++] = frame;
    return true;
  }

 private:
  std::array<const void*, 64> frames_{};
  std::size_t size_ = 0;
};

CallStack call_stack();

// The demangled name of the function that `address` is in, from the symbol table of the file that
// it was loaded from; empty when there is none, as in stripped programs.
std::string function_name(const void* address);

// The lines of a finding that show `frames`, without the machinery of the standard library. A weak
// symbol: a program that can do better (file and line) has its own.
std::vector<std::string> stack_lines(std::span<const void* const> frames);

}  // namespace interleave::sim::control

#endif  // INTERLEAVE_SIM_CONTROL_STACK_NAMES_H_
