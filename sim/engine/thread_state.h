// A simulated thread, as the engine keeps it.
#ifndef INTERLEAVE_SIM_ENGINE_THREAD_STATE_H_
#define INTERLEAVE_SIM_ENGINE_THREAD_STATE_H_

#include <cstdint>
#include <functional>

#include "model/base/name.h"
#include "model/locks/held_locks.h"
#include "model/seam/clock.h"
#include "model/seam/condvar.h"
#include "model/trace/event.h"

namespace interleave::sim {

class Fiber;

// Told when a thread's deadline has come. Without one the thread can simply run.
class DeadlineTarget {
 public:
  virtual void deadline_reached(std::uint32_t thread) = 0;

 protected:
  ~DeadlineTarget() = default;
};

// What a thread waits for on a condition variable; on the stack of that thread.
struct ConditionWait {
  const Condition* condition;
  const Mutex* mutex;
  ObjectId condvar;
  bool timed;              // it ends by itself
  bool timed_out = false;  // it has
};

// Places are reused from run to run.
struct ThreadState {
  Fiber* fiber = nullptr;
  ObjectId id = kNoObject;
  Name name;
  std::uint32_t parent = 0;
  std::uint64_t key = 0;   // stands for its path; where a strategy wants keys
  std::uint32_t made = 0;  // objects that it has made; likewise
  std::function<void()> body;
  HeldLocks held;

  std::uint32_t joiner = 0;  // who waits for the end; 0: nobody
  bool ended = false;

  // Set while the thread waits with a deadline (Engine::arm).
  Instant deadline{};
  DeadlineTarget* target = nullptr;
  // Set while the thread waits on a condition variable and nobody has woken it.
  ConditionWait* waiting = nullptr;
  // Links of a condition variable's queue; 0: none.
  std::uint32_t next_waiter = 0;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_THREAD_STATE_H_
