#include "proptests/core/failing_new.h"

#include <cstdlib>
#include <new>

namespace {

constexpr std::int64_t kNever = -1;

// How many allocations still succeed; kNever where none is to fail.
std::int64_t left = kNever;
bool failed = false;

}  // namespace

// The replaceable functions that all others of the standard library are made of.
void* operator new(std::size_t size) {
  if (left != kNever && left-- == 0) {
    failed = true;
    left = kNever;
    throw std::bad_alloc();
  }
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace interleave::proptests {

NthAllocationFails::NthAllocationFails(std::uint64_t n) {
  failed = false;
  left = static_cast<std::int64_t>(n);
}

NthAllocationFails::~NthAllocationFails() {
  left = kNever;
}

bool NthAllocationFails::happened() const {
  return failed;
}

}  // namespace interleave::proptests
