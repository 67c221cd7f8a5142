// The real world's mutex and condition variable. Users see the seam's classes; RealThreads makes
// these.
#ifndef INTERLEAVE_DAEMON_ASIO_LOCKS_H_
#define INTERLEAVE_DAEMON_ASIO_LOCKS_H_

#include <pthread.h>

#include "model/seam/condvar.h"
#include "model/seam/mutex.h"

namespace interleave::daemon {

// Whoever finds it held looks again some dozens of times before the system puts it to
// sleep: the model's sections are shorter than a sleep (no call is ever made in one), so it is
// nearly always had meanwhile. The standard library's mutex sleeps at once, which cost 64 clients
// of depth 5 an eighth to a fourth of their calls.
class RealMutex final : public Mutex {
 public:
  RealMutex(Threads& threads, Trace& trace, Name name, Rank rank)
      : Mutex(threads, trace, name, rank) {}
  ~RealMutex() override;

  // For RealCondVar.
  pthread_mutex_t& native() { return mutex_; }

 private:
  void do_lock() override;
  void do_unlock() override;

  pthread_mutex_t mutex_ = PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;
};

// Deadlines are on CLOCK_MONOTONIC.
class RealCondVar final : public CondVar {
 public:
  // `mutex` is a RealMutex.
  RealCondVar(Threads& threads, Trace& trace, Mutex& mutex, Name name);
  ~RealCondVar() override;

 private:
  bool do_wait(const Condition& condition, Instant deadline) override;
  void do_notify_one() override;
  void do_notify_all() override;

  pthread_mutex_t& mutex_;
  pthread_cond_t condvar_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_LOCKS_H_
