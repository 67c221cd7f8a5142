// The simulated mutex.
#ifndef INTERLEAVE_SIM_WORLD_SIM_MUTEX_H_
#define INTERLEAVE_SIM_WORLD_SIM_MUTEX_H_

#include <cstdint>

#include "model/seam/mutex.h"
#include "sim/engine/engine.h"

namespace interleave::sim {

// Acquiring is a scheduling point that can run when the mutex is free; any of those that wait may
// get it. Destroying it while somebody holds it or waits for it is "mutex-misuse".
class SimMutex final : public Mutex, public Pooled {
 public:
  SimMutex(Engine& engine, Threads& threads, Name name, Rank rank);
  ~SimMutex() override;

  // For SimCondVar: the second half of a wait.

  // As do_lock, for the calling thread after a wait.
  void relock();
  // `thread`, which waits on a condition, has been woken: it wants the mutex.
  void relock_when_free(std::uint32_t thread);
  // The calling thread, woken before, has been chosen: it has the mutex.
  void take();
  void release();

 private:
  void do_lock() override;
  void do_unlock() override;

  Engine& engine_;
  std::uint32_t owner_ = 0;  // thread number; 0: free
  ThreadSet waiting_;        // threads whose pending operation is to get it
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_MUTEX_H_
