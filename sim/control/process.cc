// The end of the process. A run that ends it would end the whole search, without a word.
#include <cstdlib>

#include <unistd.h>

#include "sim/control/watch.h"

// Whoever links this library takes this file: see CMakeLists.txt.
extern "C" void interleave_watches_process() {}

// As IL_WATCH, for what does not return.
#define IL_WATCH_END(name, exceptions)                                                      \
  extern "C" __attribute__((weak)) void __interceptor_##name(int status) exceptions;        \
  IL_FIND_EARLY(name, reinterpret_cast<void*>(&__interceptor_##name));                      \
  extern "C" void name(int status) exceptions {                                             \
    namespace here = interleave::sim::control;                                              \
    if (here::in_run()) here::lose_control(#name);                                          \
    void* next =                                                                            \
        here::next_of(known_##name, reinterpret_cast<void*>(&__interceptor_##name), #name); \
    reinterpret_cast<decltype(&name)>(next)(status);                                        \
    __builtin_unreachable();                                                                \
  }                                                                                         \
  static_assert(true, "a semicolon follows")

IL_WATCH_END(exit, noexcept);
IL_WATCH_END(_exit, );
IL_WATCH_END(_Exit, noexcept);
IL_WATCH_END(quick_exit, noexcept);
