// What the sanitizers must be told about threads that they cannot see. Empty without them.
//
// INTERLEAVE_ASAN and INTERLEAVE_TSAN come from the build: the simulator itself is compiled without
// TSan's instrumentation, so the compiler cannot tell. In a TSan build the instrumented code of
// others that runs on the engine's behalf (monitors, strategies, callbacks) stands within
// IgnoreRaces, since it is called by every fiber without a lock that TSan could see.
#ifndef INTERLEAVE_SIM_ENGINE_SANITIZERS_H_
#define INTERLEAVE_SIM_ENGINE_SANITIZERS_H_

#include <cstddef>

#if defined(INTERLEAVE_TSAN)
extern "C" {
void* __tsan_get_current_fiber();
void* __tsan_create_fiber(unsigned flags);
void __tsan_destroy_fiber(void* fiber);
void __tsan_switch_to_fiber(void* fiber, unsigned flags);
void __tsan_acquire(void* address);
void __tsan_release(void* address);
void __tsan_mutex_create(void* address, unsigned flags);
void __tsan_mutex_destroy(void* address, unsigned flags);
void __tsan_mutex_pre_lock(void* address, unsigned flags);
void __tsan_mutex_post_lock(void* address, unsigned flags, int recursion);
int __tsan_mutex_pre_unlock(void* address, unsigned flags);
void __tsan_mutex_post_unlock(void* address, unsigned flags);
void __tsan_ignore_thread_begin();
void __tsan_ignore_thread_end();
}
#endif

#if defined(INTERLEAVE_ASAN)
extern "C" {
void __sanitizer_start_switch_fiber(void** fake_stack, const void* bottom, std::size_t size);
void __sanitizer_finish_switch_fiber(void* fake_stack, const void** bottom, std::size_t* size);
void __asan_unpoison_memory_region(const volatile void* address, std::size_t size);
void __lsan_ignore_object(const void* memory);
}
#endif

namespace interleave::sim::sanitizers {

#if defined(INTERLEAVE_TSAN)
inline constexpr bool kTsan = true;

inline void acquire(void* address) {
  __tsan_acquire(address);
}
inline void release(void* address) {
  __tsan_release(address);
}
inline void mutex_made(void* mutex) {
  __tsan_mutex_create(mutex, 0);
}
inline void mutex_gone(void* mutex) {
  __tsan_mutex_destroy(mutex, 0);
}
inline void mutex_locked(void* mutex) {
  __tsan_mutex_pre_lock(mutex, 0);
  __tsan_mutex_post_lock(mutex, 0, 0);
}
inline void mutex_unlocked(void* mutex) {
  __tsan_mutex_pre_unlock(mutex, 0);
  __tsan_mutex_post_unlock(mutex, 0);
}

// Ends what an IgnoreRaces has begun on this stack, which is about to be abandoned: TSan does not
// let go of one that still ignores.
inline void forget_ignoring() {
  __tsan_ignore_thread_end();
}
class IgnoreRaces {
 public:
  IgnoreRaces() { __tsan_ignore_thread_begin(); }
  ~IgnoreRaces() { __tsan_ignore_thread_end(); }
  IgnoreRaces(const IgnoreRaces&) = delete;
  IgnoreRaces& operator=(const IgnoreRaces&) = delete;
};
#else
inline constexpr bool kTsan = false;

inline void acquire(void*) {}
inline void release(void*) {}
inline void mutex_made(void*) {}
inline void mutex_gone(void*) {}
inline void mutex_locked(void*) {}
inline void mutex_unlocked(void*) {}
inline void forget_ignoring() {}

class [[maybe_unused]] IgnoreRaces {
 public:
  IgnoreRaces() {}
};
#endif

#if defined(INTERLEAVE_ASAN)
inline constexpr bool kAsan = true;
// What an abandoned run leaves behind: this piece of the heap, and all that can be reached from it,
// is leaked on purpose.
inline void leaked(const void* memory) {
  __lsan_ignore_object(memory);
}
#else
inline constexpr bool kAsan = false;
inline void leaked(const void*) {}
#endif

}  // namespace interleave::sim::sanitizers

#endif  // INTERLEAVE_SIM_ENGINE_SANITIZERS_H_
