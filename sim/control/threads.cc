// Real threads, and real locks that would block.
//
// A lock that is free may be taken: the standard library has its own, and a thread of a run cannot
// be interrupted within them. One that is not free would stop the OS thread, and the run with it.
#include <cerrno>

#include <pthread.h>
#include <semaphore.h>

#include "sim/control/watch.h"

// Whoever links this library takes this file: see CMakeLists.txt.
extern "C" void interleave_watches_threads() {}

namespace {

// Each tries, and puts things back as they were.
bool would_block(pthread_mutex_t* mutex) {
  if (IL_LIBRARY(pthread_mutex_trylock)(mutex) != 0) return true;
  IL_LIBRARY(pthread_mutex_unlock)(mutex);
  return false;
}
bool would_block_reader(pthread_rwlock_t* lock) {
  if (IL_LIBRARY(pthread_rwlock_tryrdlock)(lock) != 0) return true;
  IL_LIBRARY(pthread_rwlock_unlock)(lock);
  return false;
}
bool would_block_writer(pthread_rwlock_t* lock) {
  if (IL_LIBRARY(pthread_rwlock_trywrlock)(lock) != 0) return true;
  IL_LIBRARY(pthread_rwlock_unlock)(lock);
  return false;
}
bool would_block(pthread_spinlock_t* lock) {
  if (IL_LIBRARY(pthread_spin_trylock)(lock) != 0) return true;
  IL_LIBRARY(pthread_spin_unlock)(lock);
  return false;
}
bool would_block(sem_t* semaphore) {
  int value = 0;
  return sem_getvalue(semaphore, &value) == 0 && value == 0;
}
// Somebody is in what happens but once. The marks are the GNU libraries', or TSan's, which keeps
// its own.
constexpr int kRunningTsan = 3 << 16;

bool would_block_once(const pthread_once_t* once, bool tsan) {
  constexpr int kRunning = 1;
  return (__atomic_load_n(once, __ATOMIC_ACQUIRE) & (tsan ? kRunningTsan : kRunning)) != 0;
}
#if !defined(INTERLEAVE_TSAN)
bool would_block_static(const int* guard) {
  constexpr int kRunning = 1 << 8;
  return (__atomic_load_n(guard, __ATOMIC_ACQUIRE) & kRunning) != 0;
}
#endif

}  // namespace

IL_WATCH(int, pthread_create,
         (pthread_t * thread, const pthread_attr_t* attributes, void* (*body)(void*),
          void* argument),
         (thread, attributes, body, argument), noexcept);
IL_WATCH(int, pthread_join, (pthread_t thread, void** result), (thread, result), );

IL_WATCH_IF(would_block(mutex), int, pthread_mutex_lock, (pthread_mutex_t * mutex), (mutex),
            noexcept);
IL_WATCH_IF(would_block(mutex), int, pthread_mutex_timedlock,
            (pthread_mutex_t * mutex, const timespec* deadline), (mutex, deadline), noexcept);
IL_WATCH_IF(would_block(mutex), int, pthread_mutex_clocklock,
            (pthread_mutex_t * mutex, clockid_t clock, const timespec* deadline),
            (mutex, clock, deadline), noexcept);
IL_WATCH_IF(would_block(lock), int, pthread_spin_lock, (pthread_spinlock_t * lock), (lock),
            noexcept);
IL_WATCH_IF(would_block_reader(lock), int, pthread_rwlock_rdlock, (pthread_rwlock_t * lock), (lock),
            noexcept);
IL_WATCH_IF(would_block_writer(lock), int, pthread_rwlock_wrlock, (pthread_rwlock_t * lock), (lock),
            noexcept);

IL_WATCH(int, pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t* mutex),
         (condition, mutex), );
IL_WATCH(int, pthread_cond_timedwait,
         (pthread_cond_t * condition, pthread_mutex_t* mutex, const timespec* deadline),
         (condition, mutex, deadline), );
IL_WATCH(int, pthread_cond_clockwait,
         (pthread_cond_t * condition, pthread_mutex_t* mutex, clockid_t clock,
          const timespec* deadline),
         (condition, mutex, clock, deadline), );
IL_WATCH(int, pthread_barrier_wait, (pthread_barrier_t * barrier), (barrier), noexcept);
IL_WATCH_IF(would_block(semaphore), int, sem_wait, (sem_t * semaphore), (semaphore), );
IL_WATCH_IF(would_block(semaphore), int, sem_timedwait,
            (sem_t * semaphore, const timespec* deadline), (semaphore, deadline), );
IL_WATCH_IF(would_block(semaphore), int, sem_clockwait,
            (sem_t * semaphore, clockid_t clock, const timespec* deadline),
            (semaphore, clock, deadline), );
IL_WATCH_IF(would_block_once(once, &__interceptor_pthread_once != nullptr), int, pthread_once,
            (pthread_once_t * once, void (*function)()), (once, function), );
// The initialisation of a local static: the compiler's call. The guard has 64 bits; these are the
// ones that tell. TSan's own is no weak symbol: there a wait for it is a hang.
#if !defined(INTERLEAVE_TSAN)
IL_WATCH_IF(would_block_static(guard), int, __cxa_guard_acquire, (int* guard), (guard), );
#endif
