// Memory that ends at a chosen allocation.
#ifndef INTERLEAVE_PROPTESTS_CORE_FAILING_NEW_H_
#define INTERLEAVE_PROPTESTS_CORE_FAILING_NEW_H_

#include <cstdint>

namespace interleave::proptests {

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
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_CORE_FAILING_NEW_H_
