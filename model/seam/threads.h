// The seam, 3 of 5: threads, and the locks they share.
#ifndef INTERLEAVE_MODEL_SEAM_THREADS_H_
#define INTERLEAVE_MODEL_SEAM_THREADS_H_

#include <functional>
#include <memory>
#include <string_view>

#include "model/base/name.h"
#include "model/locks/held_locks.h"
#include "model/seam/condvar.h"
#include "model/seam/mutex.h"

namespace interleave {

class Threads;

// A started thread. There is no detach: whoever spawned it joins it.
//
// A back end records thread_started as the child's first act and thread_ended as its last.
class Thread {
 public:
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;
  // The thread must have been joined.
  virtual ~Thread() = default;

  // Blocks until the thread's body has returned. Called once, by another thread, with no lock held
  // (T9).
  void join();

  // The thread's identity in the trace.
  [[nodiscard]] ObjectId id() const { return id_; }

 protected:
  Thread(Threads& threads, Trace& trace, Name name);
  virtual void do_join() = 0;

 private:
  Threads& threads_;
  Trace& trace_;
  const Name name_;
  const ObjectId id_;
};

class Threads {
 public:
  virtual ~Threads() = default;

  // Starts a thread that runs `body`. Null when the system refuses another thread: an error that
  // the caller handles. `body` must not throw. Any thread may call it, with no lock held (T9).
  [[nodiscard]] virtual std::unique_ptr<Thread> spawn(Name name, std::function<void()> body) = 0;

  // Makes a mutex, or a condition variable bound to `mutex`, which must outlive it. Any thread.
  [[nodiscard]] virtual std::unique_ptr<Mutex> make_mutex(Name name, Rank rank) = 0;
  [[nodiscard]] virtual std::unique_ptr<CondVar> make_condvar(Name name, Mutex& mutex) = 0;

  // The locks that the calling thread holds. The reference is the calling thread's alone.
  [[nodiscard]] virtual HeldLocks& held_locks() = 0;

  // The calling thread has broken a rule of the threading model: `rule` is its name as in
  // model/rules (or "T5" where no monitor has one), `object` the name of what it happened to.
  // The real world writes a line and ends the process; the simulated world ends the run.
  [[noreturn]] virtual void broken_rule(std::string_view rule, std::string_view what,
                                        Name object) = 0;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_THREADS_H_
