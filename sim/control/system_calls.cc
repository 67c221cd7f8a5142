// System calls by number. libstdc++ waits this way: std::atomic's wait, std::latch, std::barrier,
// std::counting_semaphore, std::future.
#include <cstdarg>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sim/control/watch.h"

// Whoever links this library takes this file: see CMakeLists.txt.
extern "C" void interleave_watches_system_calls() {}

namespace {

constexpr int kMostArguments = 6;

bool waits(int operation) {
  switch (operation & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
    case FUTEX_LOCK_PI:
    case FUTEX_WAIT_REQUEUE_PI:
      return true;
    default:
      return false;
  }
}

// What is lost by the call; null: nothing.
const char* lost_by(long number, const long* arguments) {
  switch (number) {
    case SYS_futex:
      return waits(static_cast<int>(arguments[1])) ? "syscall(SYS_futex), to wait" : nullptr;
    case SYS_clock_gettime:
    case SYS_gettimeofday:
      return "syscall, to read a clock";
    case SYS_nanosleep:
    case SYS_clock_nanosleep:
      return "syscall, to sleep";
    case SYS_getrandom:
      return "syscall(SYS_getrandom)";
    default:
      return nullptr;
  }
}

}  // namespace

extern "C" long syscall(long number, ...) noexcept {
  namespace here = interleave::sim::control;
  long arguments[kMostArguments];
  va_list list;
  va_start(list, number);
  for (long& argument : arguments) argument = va_arg(list, long);
  va_end(list);
  if (here::in_run()) {
    if (const char* call = lost_by(number, arguments)) here::lose_control(call);
  }
  static constinit std::atomic<void*> known{nullptr};
  void* next = here::next_of(known, nullptr, "syscall");
  return reinterpret_cast<decltype(&syscall)>(next)(
      number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
}
