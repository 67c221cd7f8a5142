// How a function of the C library is watched: this executable's own comes before the library's, and
// hands on what is no loss of control.
//
// A sanitizer's interceptor of the same name is a weak symbol, so that the executable's own wins;
// it stays reachable as __interceptor_NAME, and is then what the call is handed on to.
#ifndef INTERLEAVE_SIM_CONTROL_WATCH_H_
#define INTERLEAVE_SIM_CONTROL_WATCH_H_

#include <atomic>

#include "model/base/assert.h"
#include "sim/control/lost_control.h"

namespace interleave::sim::control {

// What comes after the executable's own `name`, which is looked up once and kept in `known`.
// Looking up allocates and takes the loader's locks, so IL_FIND_EARLY does it before main: a first
// call may come from where both are held. LeakSanitizer gives way to its own thread so, with the
// allocator locked.
inline void* next_of(std::atomic<void*>& known, void* interceptor, const char* name) {
  if (interceptor != nullptr) return interceptor;
  void* next = known.load(std::memory_order_relaxed);
  if (next == nullptr) {
    next = find_next(name);
    IL_ASSERT(next != nullptr, "the C library has no such function");
    known.store(next, std::memory_order_relaxed);
  }
  return next;
}

}  // namespace interleave::sim::control

// Defines known_NAME, and looks up what comes after `name` before main begins.
#define IL_FIND_EARLY(name, interceptor)                                 \
  static constinit std::atomic<void*> known_##name{nullptr};             \
  __attribute__((constructor)) static void find_##name() {               \
    interleave::sim::control::next_of(known_##name, interceptor, #name); \
  }                                                                      \
  static_assert(true, "a semicolon follows")

// Defines `result name parameters`; it loses control of a run when `lost` holds. `exceptions` is
// what the library's header says: noexcept, or nothing.
#define IL_WATCH_IF(lost, result, name, parameters, arguments, exceptions)                  \
  extern "C" __attribute__((weak)) result __interceptor_##name parameters exceptions;       \
  IL_FIND_EARLY(name, reinterpret_cast<void*>(&__interceptor_##name));                      \
  extern "C" result name parameters exceptions {                                            \
    namespace here = interleave::sim::control;                                              \
    if (here::in_run() && (lost)) here::lose_control(#name);                                \
    void* next =                                                                            \
        here::next_of(known_##name, reinterpret_cast<void*>(&__interceptor_##name), #name); \
    return reinterpret_cast<decltype(&name)>(next) arguments;                               \
  }                                                                                         \
  static_assert(true, "a semicolon follows")

// The same for what is always a loss of control.
#define IL_WATCH(result, name, parameters, arguments, exceptions) \
  IL_WATCH_IF(true, result, name, parameters, arguments, exceptions)

// The library's `name`, for asking and trying: never a sanitizer's.
#define IL_LIBRARY(name)                                             \
  reinterpret_cast<decltype(&name)>([] {                             \
    static constinit std::atomic<void*> known{nullptr};              \
    return interleave::sim::control::next_of(known, nullptr, #name); \
  }())

#endif  // INTERLEAVE_SIM_CONTROL_WATCH_H_
