// Memory for a fiber's stack.
#ifndef INTERLEAVE_SIM_ENGINE_STACK_H_
#define INTERLEAVE_SIM_ENGINE_STACK_H_

#include <cstddef>

namespace interleave::sim {

// At least `size` bytes with inaccessible memory below, so that an overflow is a fault and not a
// changed variable of somebody else, unless a single function has more than 1 MiB of locals. Mapped
// at construction: slow, so stacks are kept and reused.
class Stack {
 public:
  explicit Stack(std::size_t size);
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;
  ~Stack();

  [[nodiscard]] void* bottom() const { return bottom_; }  // lowest usable address
  [[nodiscard]] void* top() const { return static_cast<char*>(bottom_) + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  // Is `address` in the memory that an overflow hits?
  [[nodiscard]] bool guards(const void* address) const;

 private:
  std::size_t size_;
  void* mapping_;
  void* bottom_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_STACK_H_
