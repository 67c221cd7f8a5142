#include "proptests/allocations/allocations.h"

#include <cstdlib>
#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using interleave::proptests::allocations;
using interleave::proptests::AllocationState;

thread_local std::size_t asked_for = 0;

AllocationState* map_state(const char* path) {
  const int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) std::_Exit(70);
  void* const mapped =
      mmap(nullptr, sizeof(AllocationState), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped == MAP_FAILED) std::_Exit(70);
  return static_cast<AllocationState*>(mapped);
}

AllocationState* find_state() {
  static AllocationState own;
  const char* const path = std::getenv("FAILING_NEW");
  return path == nullptr ? &own : map_state(path);
}

// Whether this is the one that fails.
bool is_the_one(AllocationState& state) {
  std::int64_t left = state.left.load();
  while (left != AllocationState::kNever) {
    if (state.left.compare_exchange_weak(left, left - 1)) return left == 0;
  }
  return false;
}

void give_back(void* memory) {
  if (memory == nullptr) return;
  --allocations().live;
  std::free(memory);
}

}  // namespace

// The replaceable functions that all others of the standard library are made of.
void* operator new(std::size_t size) {
  AllocationState& state = allocations();
  asked_for += size;
  if (is_the_one(state)) {
    ++state.failed;
    throw std::bad_alloc();
  }
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  ++state.live;
  return memory;
}
void operator delete(void* memory) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  give_back(memory);
}

namespace interleave::proptests {

AllocationState& allocations() {
  static AllocationState* const kState = find_state();
  return *kState;
}

std::size_t allocated_bytes() {
  return asked_for;
}

NthAllocationFails::NthAllocationFails(std::uint64_t n) : before_(allocations().failed) {
  allocations().left = static_cast<std::int64_t>(n);
}

NthAllocationFails::~NthAllocationFails() {
  allocations().left = AllocationState::kNever;
}

bool NthAllocationFails::happened() const {
  return allocations().failed > before_;
}

}  // namespace interleave::proptests
