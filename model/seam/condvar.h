// The seam, 2 of 5 (second half): waiting for a condition that a mutex protects.
#ifndef INTERLEAVE_MODEL_SEAM_CONDVAR_H_
#define INTERLEAVE_MODEL_SEAM_CONDVAR_H_

#include <memory>
#include <type_traits>

#include "model/base/name.h"
#include "model/seam/clock.h"
#include "model/seam/mutex.h"
#include "model/trace/trace.h"

namespace interleave {

class Threads;

// A reference to what a waiter waits for. The simulator evaluates it when nothing can run any more:
// a waiter whose condition holds, and whom nobody wakes, is a lost wakeup.
class Condition {
 public:
  template <class Predicate>
    requires(!std::is_same_v<std::remove_cvref_t<Predicate>, Condition>)
  explicit Condition(Predicate& predicate)
      : object_(std::addressof(predicate)),
        call_([](void* object) -> bool { return (*static_cast<Predicate*>(object))(); }) {}

  [[nodiscard]] bool holds() const { return call_(object_); }

 private:
  void* object_;
  bool (*call_)(void*);
};

// A condition variable bound to one mutex for its whole life, made by Threads::make_condvar.
//
// The predicate loop is written here, once: a wait returns only when its predicate holds, or at its
// deadline. While a thread waits it must hold no other lock than the bound mutex (T9).
class CondVar {
 public:
  CondVar(const CondVar&) = delete;
  CondVar& operator=(const CondVar&) = delete;
  // Nobody may be waiting. Announces object_destroyed.
  virtual ~CondVar();

  // Waits until `predicate` holds. The calling thread holds the mutex, before and after; it is
  // released while waiting. `predicate` is called with the mutex held and has no effects.
  template <class Predicate>
  void wait(Predicate predicate) {
    while (!predicate()) wait_once(Condition(predicate), kNever);
  }

  // The same with a deadline. Returns whether the predicate holds: false means that the deadline
  // has come first.
  template <class Predicate>
  [[nodiscard]] bool wait_until(Instant deadline, Predicate predicate) {
    while (!predicate()) {
      if (!wait_once(Condition(predicate), deadline)) return predicate();
    }
    return true;
  }

  // Wakes one waiter, if there is one; which one is not specified. Any thread may call it, with the
  // mutex held or not; notifying without it is right only where the waiter cannot miss the change.
  void notify_one();
  // Wakes all waiters. As notify_one otherwise.
  void notify_all();

  // One wait without a predicate: it may return without cause. False when the deadline has come.
  // Everybody but the two functions above wants one of those instead.
  bool wait_once(Condition condition, Instant deadline);

  [[nodiscard]] Mutex& mutex() const { return mutex_; }
  [[nodiscard]] ObjectId id() const { return id_; }

 protected:
  CondVar(Threads& threads, Trace& trace, Mutex& mutex, Name name);

  // Releases the mutex, waits, and has the mutex again; false when the deadline has come.
  virtual bool do_wait(const Condition& condition, Instant deadline) = 0;
  virtual void do_notify_one() = 0;
  virtual void do_notify_all() = 0;

 private:
  Threads& threads_;
  Trace& trace_;
  Mutex& mutex_;
  const ObjectId id_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_CONDVAR_H_
