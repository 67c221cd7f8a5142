// The simulated condition variable.
#ifndef INTERLEAVE_SIM_WORLD_SIM_CONDVAR_H_
#define INTERLEAVE_SIM_WORLD_SIM_CONDVAR_H_

#include <cstdint>

#include "model/seam/condvar.h"
#include "sim/engine/engine.h"
#include "sim/world/sim_mutex.h"

namespace interleave::sim {

// A wait is two operations: `wait` releases the mutex and begins to wait in one step; `relock`
// comes when somebody notifies, at the deadline, or at once (a spurious wakeup, which is a
// decision). Which of several waiters a notify_one wakes is a decision; 0 is the one that waits
// longest.
class SimCondVar final : public CondVar, public Pooled, private DeadlineTarget {
 public:
  SimCondVar(Engine& engine, Threads& threads, SimMutex& mutex, Name name);
  ~SimCondVar() override;

 private:
  bool do_wait(const Condition& condition, Instant deadline) override;
  void do_notify_one() override;
  void do_notify_all() override;
  void deadline_reached(std::uint32_t thread) override;

  void enqueue(std::uint32_t thread);
  std::uint32_t dequeue(std::uint32_t index);
  void wake(std::uint32_t thread);

  Engine& engine_;
  SimMutex& mutex_;
  // Waiters in the order in which they came, linked through ThreadState::next_waiter.
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
  std::uint32_t count_ = 0;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_CONDVAR_H_
