// The guards of the threading model: one for each rank, so that Clang's analysis sees the hierarchy
// (T4, T5, T6) and not just single locks.
#ifndef INTERLEAVE_MODEL_LOCKS_GUARDS_H_
#define INTERLEAVE_MODEL_LOCKS_GUARDS_H_

#include "model/locks/annotations.h"
#include "model/locks/rank.h"
#include "model/seam/mutex.h"

namespace interleave {

// What every guard does: holds a mutex from its construction to unlock() or its end. The guards
// below say the same to Clang's analysis, each for its rank.
class MutexHolder {
 public:
  MutexHolder(const MutexHolder&) = delete;
  MutexHolder& operator=(const MutexHolder&) = delete;

 protected:
  explicit MutexHolder(Mutex& mutex) IL_NO_THREAD_SAFETY_ANALYSIS : mutex_(&mutex) { mutex.lock(); }
  ~MutexHolder() { release(); }
  // Once; nothing happens after that.
  void release() IL_NO_THREAD_SAFETY_ANALYSIS {
    if (mutex_ != nullptr) mutex_->unlock();
    mutex_ = nullptr;
  }

 private:
  Mutex* mutex_;
};

// T4. Taken with no other lock held.
class IL_SCOPED_CAPABILITY ServerLock : private MutexHolder {
 public:
  explicit ServerLock(Mutex& mutex) IL_ACQUIRE(mutex, server_rank) : MutexHolder(mutex) {}
  ~ServerLock() IL_RELEASE() = default;

  // Releases before the end of the scope; once.
  void unlock() IL_RELEASE() { release(); }
};

// Stands for "the server lock is held", to Clang's analysis alone.
class ServerHeld {
 public:
  ServerHeld() IL_REQUIRES(server_rank) {}
};

// T5. Taken with the server lock held, which may be dropped before this one. (The requirement is on
// the argument: on a guard's own constructor it would mean that the guard manages the server lock
// as well.)
class IL_SCOPED_CAPABILITY ClientLock : private MutexHolder {
 public:
  ClientLock(Mutex& mutex, const ServerHeld&) IL_ACQUIRE(mutex, client_rank) : MutexHolder(mutex) {}
  ~ClientLock() IL_RELEASE() = default;

  void unlock() IL_RELEASE() { release(); }
};

// What is behind the API. May be taken with the daemon's locks held, never the other way round; no
// API call is made under it by the daemon's own handlers.
class IL_SCOPED_CAPABILITY DriverLock : private MutexHolder {
 public:
  explicit DriverLock(Mutex& mutex) IL_ACQUIRE(mutex) : MutexHolder(mutex) {}
  ~DriverLock() IL_RELEASE() = default;

  void unlock() IL_RELEASE() { release(); }
};

// The lock of a program that has nothing to do with the daemon: no rank, no order.
class IL_SCOPED_CAPABILITY Lock : private MutexHolder {
 public:
  explicit Lock(Mutex& mutex) IL_ACQUIRE(mutex) : MutexHolder(mutex) {}
  ~Lock() IL_RELEASE() = default;

  void unlock() IL_RELEASE() { release(); }
};

// T6. A leaf: may be taken with any lock held, and nothing is taken, called back or waited for
// under it.
class IL_SCOPED_CAPABILITY LoopLock : private MutexHolder {
 public:
  explicit LoopLock(Mutex& mutex) IL_ACQUIRE(mutex, loop_rank) : MutexHolder(mutex) {}
  ~LoopLock() IL_RELEASE() = default;

  void unlock() IL_RELEASE() { release(); }
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_LOCKS_GUARDS_H_
