// Symbols without a library for debug information.
#include "sim/explain/frame.h"
#include "sim/explain/symbols.h"

namespace interleave::sim {

struct Symbols::Parts {};

Symbols::Symbols() = default;
Symbols::~Symbols() = default;

std::vector<Frame> Symbols::frames(const RawStack& stack) {
  std::vector<Frame> frames;
  for (const std::uintptr_t address : stack) set_module(frames.emplace_back(), address - 1);
  return frames;
}

}  // namespace interleave::sim
