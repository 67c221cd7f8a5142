// The real world's mutex and condition variable. Users see the seam's classes; RealThreads makes
// these.
#ifndef INTERLEAVE_DAEMON_ASIO_LOCKS_H_
#define INTERLEAVE_DAEMON_ASIO_LOCKS_H_

#include <condition_variable>
#include <mutex>

#include "daemon/asio/clock.h"
#include "model/seam/condvar.h"
#include "model/seam/mutex.h"

namespace interleave::daemon {

class RealMutex final : public Mutex {
 public:
  RealMutex(Threads& threads, Trace& trace, Name name, Rank rank)
      : Mutex(threads, trace, name, rank) {}

  // For RealCondVar.
  std::mutex& native() { return mutex_; }

 private:
  void do_lock() override { mutex_.lock(); }
  void do_unlock() override { mutex_.unlock(); }

  std::mutex mutex_;
};

// Deadlines are on CLOCK_MONOTONIC.
class RealCondVar final : public CondVar {
 public:
  // `mutex` is a RealMutex.
  RealCondVar(Threads& threads, Trace& trace, Mutex& mutex, Name name)
      : CondVar(threads, trace, mutex, name), native_(static_cast<RealMutex&>(mutex).native()) {}

 private:
  bool do_wait(const Condition&, Instant deadline) override {
    std::unique_lock<std::mutex> lock(native_, std::adopt_lock);
    bool woken = true;
    if (deadline == kNever) {
      condvar_.wait(lock);
    } else {
      woken = condvar_.wait_until(lock, to_steady(deadline)) == std::cv_status::no_timeout;
    }
    // The seam's mutex stays locked: its owner releases it.
    lock.release();
    return woken;
  }
  void do_notify_one() override { condvar_.notify_one(); }
  void do_notify_all() override { condvar_.notify_all(); }

  std::mutex& native_;
  std::condition_variable condvar_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_LOCKS_H_
