// Fibers: stacks that one OS thread switches between.
#ifndef INTERLEAVE_SIM_ENGINE_FIBER_H_
#define INTERLEAVE_SIM_ENGINE_FIBER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "sim/engine/stack.h"

namespace interleave::sim {

namespace context {
void begin(void* from);
}

// The part of the C++ runtime's state for exceptions that belongs to a stack: what is being caught,
// how many are in flight (Itanium C++ ABI, __cxa_eh_globals).
struct ExceptionState {
  void* caught = nullptr;
  unsigned uncaught = 0;
};

class FiberPool;

// An execution context. A fiber of a pool runs the pool's entry function, which never returns: it
// loops for its next job, since a sanitizer's idea of a stack does not survive that its function
// starts anew for each. The pool's driver is the context of whoever uses the pool.
class Fiber {
 public:
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;
  ~Fiber();

  // Leaves this fiber, which is the one that runs, for `next`. Returns when somebody switches back.
  void switch_to(Fiber& next);

  [[nodiscard]] const Stack* stack() const { return stack_ ? &*stack_ : nullptr; }

 private:
  friend class FiberPool;
  friend void context::begin(void* from);
  explicit Fiber(FiberPool& pool);                 // the driver's
  Fiber(FiberPool& pool, std::size_t stack_size);  // one that will run the entry function

  void make_context();
  // A new fiber's first step; `from` has switched to it.
  static void begin(Fiber& from);
  void forget_frames();
  void arrived();

  FiberPool& pool_;
  std::optional<Stack> stack_;
  void* context_ = nullptr;  // where it goes on, while it does not run
  Fiber* next_ = nullptr;    // whom it has switched to, while the switch lasts
  ExceptionState exceptions_;
  // Of the sanitizers.
  [[maybe_unused]] void* tsan_fiber_ = nullptr;
  [[maybe_unused]] void* fake_stack_ = nullptr;
  const void* asan_bottom_ = nullptr;
  std::size_t asan_size_ = 0;
};

// Fibers that are made once and kept for ever. Used by one OS thread.
class FiberPool {
 public:
  using Entry = void (*)(void* argument, Fiber& self);

  // Each fiber calls `entry` with `argument` when it is first switched to. `switches_order`: see
  // SimulationOptions.
  FiberPool(std::size_t stack_size, bool switches_order, Entry entry, void* argument);
  FiberPool(const FiberPool&) = delete;
  FiberPool& operator=(const FiberPool&) = delete;
  ~FiberPool();

  // The calling OS thread's own context, from now on.
  Fiber& enter();
  [[nodiscard]] Fiber& driver() { return *driver_; }

  // A fiber that waits for a job: switch to it.
  Fiber& take();
  // Takes a fiber back that waits for its next job (or is about to, in the switch that follows).
  void give_back(Fiber& fiber);
  // Takes a fiber back that is in the middle of something. It will not go on with it: what is on
  // its stack is leaked, and it starts with the entry function again.
  void abandon(Fiber& fiber);
  // Fills what is below the frames of the fibers that wait for a job. Nothing under ASan, which
  // knows which parts of a stack are whose.
  void fill_stacks(unsigned char garbage);

 private:
  friend class Fiber;

  const std::size_t stack_size_;
  [[maybe_unused]] const unsigned tsan_switch_;  // flags of __tsan_switch_to_fiber
  const Entry entry_;
  void* const argument_;
  std::unique_ptr<Fiber> driver_;
  ExceptionState* exceptions_ = nullptr;  // of the OS thread: its address does not change
  std::vector<std::unique_ptr<Fiber>> all_;
  std::vector<Fiber*> free_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_FIBER_H_
