// The seam, 2 of 5: mutual exclusion, with its rules checked at every operation in every build.
#ifndef INTERLEAVE_MODEL_SEAM_MUTEX_H_
#define INTERLEAVE_MODEL_SEAM_MUTEX_H_

#include "model/base/name.h"
#include "model/locks/annotations.h"
#include "model/locks/lock_meter.h"
#include "model/locks/rank.h"
#include "model/trace/trace.h"

namespace interleave {

class Threads;

// A mutual exclusion lock, made by Threads::make_mutex. Not recursive. Any thread may call lock and
// unlock.
//
// Each operation announces itself to the trace and keeps the calling thread's list of held locks
// (HeldLocks), which checks the hierarchy (T4-T6); what a back end adds is only the lock itself.
// A broken rule is given to Threads::broken_rule. Use the guards of model/locks/guards.h.
class IL_CAPABILITY("mutex") Mutex {
 public:
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;
  // The mutex must not be held. Announces object_destroyed.
  virtual ~Mutex();

  // Blocks until the calling thread holds the mutex. It must not hold it already.
  void lock() IL_ACQUIRE();
  // The calling thread must hold the mutex.
  void unlock() IL_RELEASE();
  // Checks, in every build, that the calling thread holds the mutex.
  void assert_held() const IL_ASSERT_CAPABILITY(this);

  // Has the times that the mutex is waited for and held measured. Before a second thread knows it.
  void measure(LockMeter& meter) { meter_ = &meter; }

  [[nodiscard]] Name name() const { return name_; }
  [[nodiscard]] Rank rank() const { return rank_; }
  // The mutex's identity in the trace.
  [[nodiscard]] ObjectId id() const { return id_; }

 protected:
  Mutex(Threads& threads, Trace& trace, Name name, Rank rank);

  // The lock itself. do_lock blocks; do_unlock does not.
  virtual void do_lock() = 0;
  virtual void do_unlock() = 0;

 private:
  friend class CondVar;
  // The mutex is held now, by a thread that has asked for it then; it will not be any more.
  void begin_measure(Instant asked);
  void end_measure();

  Threads& threads_;
  Trace& trace_;
  const Name name_;
  const Rank rank_;
  const ObjectId id_;
  LockMeter* meter_ = nullptr;

  // Guarded by the mutex itself: since when it is held, if that is measured.
  Instant held_since_ = kNever;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_MUTEX_H_
