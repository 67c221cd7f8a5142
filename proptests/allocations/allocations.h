// The C++ memory of a process: how much is asked for, and what happens when there is none.
//
// Who links allocations.cc has an operator new of its own, which ThreadSanitizer's runtime has too:
// not for programs that are built with it. As a module (allocations_module) it can be preloaded
// into a process: FAILING_NEW in its environment names a file that holds an AllocationState, which
// the process and whoever watches it share.
#ifndef INTERLEAVE_PROPTESTS_ALLOCATIONS_ALLOCATIONS_H_
#define INTERLEAVE_PROPTESTS_ALLOCATIONS_ALLOCATIONS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace interleave::proptests {

// Any thread, and any process that has it mapped.
struct AllocationState {
  static constexpr std::int64_t kNever = -1;

  // Allocations that still succeed before one throws std::bad_alloc; kNever where none is to fail,
  // which is so again after that one.
  std::atomic<std::int64_t> left = kNever;
  std::atomic<std::uint64_t> failed = 0;  // allocations that have been made to fail
  std::atomic<std::int64_t> live = 0;     // blocks that have not been given back
};

// Of this process.
AllocationState& allocations();

// Bytes that operator new has been asked for on the calling thread since the program started.
std::size_t allocated_bytes();

// While it lives, the allocation with this number, from 0, throws std::bad_alloc, and no other. One
// at a time.
class NthAllocationFails {
 public:
  explicit NthAllocationFails(std::uint64_t n);
  NthAllocationFails(const NthAllocationFails&) = delete;
  NthAllocationFails& operator=(const NthAllocationFails&) = delete;
  ~NthAllocationFails();

  // Whether there have been so many.
  [[nodiscard]] bool happened() const;

 private:
  const std::uint64_t before_;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_ALLOCATIONS_ALLOCATIONS_H_
