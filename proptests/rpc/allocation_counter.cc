#include "proptests/rpc/allocation_counter.h"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t total = 0;

}  // namespace

// The replaceable functions that all others of the standard library are made of.
void* operator new(std::size_t size) {
  total += size;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace interleave::rpc {

std::size_t allocated_bytes() {
  return total;
}

}  // namespace interleave::rpc
