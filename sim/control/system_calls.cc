// System calls by number. libstdc++ waits this way: std::atomic's wait, std::latch, std::barrier,
// std::counting_semaphore, std::future.
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sim/control/watch.h"

// Whoever links this library takes this file: see CMakeLists.txt.
extern "C" void interleave_watches_system_calls() {}

namespace {

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

// What is lost by the call, whose second argument is given; null: nothing.
const char* lost_by(long number, long second) {
  switch (number) {
    case SYS_futex:
      return waits(static_cast<int>(second)) ? "syscall(SYS_futex), to wait" : nullptr;
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

IL_FIND_EARLY(syscall, nullptr);

// Not variadic, as the header has it: whoever passes fewer arguments would have AddressSanitizer
// see its own stack read by va_arg. What was not passed is handed on as it is found.
extern "C" long interleave_syscall(long number, long a, long b, long c, long d, long e,
                                   long f) noexcept __asm__("syscall");
extern "C" long interleave_syscall(long number, long a, long b, long c, long d, long e,
                                   long f) noexcept {
  namespace here = interleave::sim::control;
  if (here::in_run()) {
    if (const char* call = lost_by(number, b)) here::lose_control(call);
  }
  void* next = here::next_of(known_syscall, nullptr, "syscall");
  return reinterpret_cast<decltype(&syscall)>(next)(number, a, b, c, d, e, f);
}
