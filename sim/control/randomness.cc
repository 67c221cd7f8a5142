// Real randomness. Generators that keep their state in the process count too: a run would go on
// where the one before it has stopped.
#include <cstdlib>

#include <sys/random.h>

#include "sim/control/watch.h"

// Whoever links this library takes this file: see CMakeLists.txt.
extern "C" void interleave_watches_randomness() {}

IL_WATCH(ssize_t, getrandom, (void* data, size_t size, unsigned flags), (data, size, flags), );
IL_WATCH(int, getentropy, (void* data, size_t size), (data, size), );
IL_WATCH(std::uint32_t, arc4random, (), (), noexcept);
IL_WATCH(int, rand, (), (), noexcept);
IL_WATCH(long, random, (), (), noexcept);
IL_WATCH(double, drand48, (), (), noexcept);
IL_WATCH(long, lrand48, (), (), noexcept);

// std::random_device, which asks the processor where that has random numbers: its functions in
// libstdc++.so are watched by the names that the compiler gives them.
#define IL_DEVICE_GETVAL "_ZNSt13random_device9_M_getvalEv"

extern "C" unsigned interleave_random_device(void* device) __asm__(IL_DEVICE_GETVAL);
extern "C" unsigned interleave_random_device(void* device) {
  namespace here = interleave::sim::control;
  here::check("std::random_device");
  static constinit std::atomic<void*> known{nullptr};
  void* next = here::next_of(known, nullptr, IL_DEVICE_GETVAL);
  return reinterpret_cast<decltype(&interleave_random_device)>(next)(device);
}
