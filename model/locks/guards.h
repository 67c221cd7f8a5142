// The guards of the threading model: one for each rank, so that Clang's analysis sees the hierarchy
// (T4, T5, T6) and not just single locks.
#ifndef INTERLEAVE_MODEL_LOCKS_GUARDS_H_
#define INTERLEAVE_MODEL_LOCKS_GUARDS_H_

#include "model/locks/annotations.h"
#include "model/locks/rank.h"
#include "model/seam/mutex.h"

namespace interleave {

// Holds a mutex from its construction to unlock() or its end, and the rank's role with it.
//
// ServerLock: T4. Taken with no other lock held.
class IL_SCOPED_CAPABILITY ServerLock {
 public:
  explicit ServerLock(Mutex& mutex) IL_ACQUIRE(mutex, server_rank) : mutex_(&mutex) {
    mutex.lock();
  }
  ~ServerLock() IL_RELEASE() { unlock(); }
  ServerLock(const ServerLock&) = delete;
  ServerLock& operator=(const ServerLock&) = delete;

  // Releases before the end of the scope; once.
  void unlock() IL_RELEASE() IL_NO_THREAD_SAFETY_ANALYSIS {
    if (mutex_ != nullptr) mutex_->unlock();
    mutex_ = nullptr;
  }

 private:
  Mutex* mutex_;
};

// Stands for "the server lock is held", to Clang's analysis alone.
class ServerHeld {
 public:
  ServerHeld() IL_REQUIRES(server_rank) {}
};

// ClientLock: T5. Taken with the server lock held, which may be dropped before this one. (The
// requirement is on the argument: on a guard's own constructor it would mean that the guard manages
// the server lock as well.)
class IL_SCOPED_CAPABILITY ClientLock {
 public:
  ClientLock(Mutex& mutex, const ServerHeld&) IL_ACQUIRE(mutex, client_rank) : mutex_(&mutex) {
    mutex.lock();
  }
  ~ClientLock() IL_RELEASE() { unlock(); }
  ClientLock(const ClientLock&) = delete;
  ClientLock& operator=(const ClientLock&) = delete;

  void unlock() IL_RELEASE() IL_NO_THREAD_SAFETY_ANALYSIS {
    if (mutex_ != nullptr) mutex_->unlock();
    mutex_ = nullptr;
  }

 private:
  Mutex* mutex_;
};

// DriverLock: what is behind the API. May be taken with the daemon's locks held, never the other
// way round; no API call is made under it by the daemon's own handlers.
class IL_SCOPED_CAPABILITY DriverLock {
 public:
  explicit DriverLock(Mutex& mutex) IL_ACQUIRE(mutex) : mutex_(&mutex) { mutex.lock(); }
  ~DriverLock() IL_RELEASE() { unlock(); }
  DriverLock(const DriverLock&) = delete;
  DriverLock& operator=(const DriverLock&) = delete;

  void unlock() IL_RELEASE() IL_NO_THREAD_SAFETY_ANALYSIS {
    if (mutex_ != nullptr) mutex_->unlock();
    mutex_ = nullptr;
  }

 private:
  Mutex* mutex_;
};

// LoopLock: T6. A leaf: may be taken with any lock held, and nothing is taken, called back or
// waited for under it.
class IL_SCOPED_CAPABILITY LoopLock {
 public:
  explicit LoopLock(Mutex& mutex) IL_ACQUIRE(mutex, loop_rank) : mutex_(&mutex) { mutex.lock(); }
  ~LoopLock() IL_RELEASE() { unlock(); }
  LoopLock(const LoopLock&) = delete;
  LoopLock& operator=(const LoopLock&) = delete;

  void unlock() IL_RELEASE() IL_NO_THREAD_SAFETY_ANALYSIS {
    if (mutex_ != nullptr) mutex_->unlock();
    mutex_ = nullptr;
  }

 private:
  Mutex* mutex_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_LOCKS_GUARDS_H_
