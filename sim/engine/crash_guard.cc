#include "sim/engine/crash_guard.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <memory>
#include <utility>

#include "sim/engine/sanitizers.h"

#if defined(INTERLEAVE_ASAN) || defined(INTERLEAVE_TSAN)
extern "C" void __sanitizer_set_death_callback(void (*callback)());
#endif

namespace interleave::sim {
namespace {

thread_local Interruptible* present = nullptr;

#if defined(INTERLEAVE_ASAN) || defined(INTERLEAVE_TSAN)

void on_death() {
  if (present != nullptr) present->on_death();
}

void install_once() {
  static const bool installed = [] {
    __sanitizer_set_death_callback(on_death);
    return true;
  }();
  static_cast<void>(installed);
}

#else

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
struct sigaction before[std::size(kSignals)];

void handle(int signal, siginfo_t* info, void*) {
  if (present != nullptr) present->on_signal(signal, info->si_addr);
  for (std::size_t i = 0; i < std::size(kSignals); ++i) {
    if (kSignals[i] == signal) ::sigaction(signal, &before[i], nullptr);
  }
  // Comes again at once: the instruction is repeated, or abort goes on.
  if (signal == SIGABRT || info->si_code <= 0) std::raise(signal);
}

void install_handlers() {
  struct sigaction action = {};
  action.sa_sigaction = handle;
  // No mask: the handler is left by a jump, which would not restore it.
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < std::size(kSignals); ++i) {
    ::sigaction(kSignals[i], &action, &before[i]);
  }
}

// A stack for the handler of this OS thread: the one that overflowed cannot serve.
class SignalStack {
 public:
  SignalStack() : memory_(std::make_unique<char[]>(kSize)) {
    stack_t stack = {};
    stack.ss_sp = memory_.get();
    stack.ss_size = kSize;
    ::sigaltstack(&stack, nullptr);
  }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;
  ~SignalStack() {
    stack_t stack = {};
    stack.ss_flags = SS_DISABLE;
    ::sigaltstack(&stack, nullptr);
  }

 private:
  static constexpr std::size_t kSize = 64 * 1024;
  const std::unique_ptr<char[]> memory_;
};

void install_once() {
  static const bool installed = [] {
    install_handlers();
    return true;
  }();
  thread_local const SignalStack stack;
  static_cast<void>(installed);
  static_cast<void>(stack);
}

#endif

}  // namespace

CrashGuard::CrashGuard(Interruptible& run) {
  IL_ASSERT(present == nullptr, "a simulated run begins within another");
  install_once();
  present = &run;
}

CrashGuard::~CrashGuard() {
  present = nullptr;
}

Interruptible* run_of_this_thread() {
  return present;
}

OutsideOfRun::OutsideOfRun() : run_(std::exchange(present, nullptr)) {}

OutsideOfRun::~OutsideOfRun() {
  present = run_;
}

}  // namespace interleave::sim

#if defined(INTERLEAVE_ASAN)
// Abandoned runs are leaks on purpose, told by what their stacks point to (see Fiber): locals that
// ASan moves to a stack of its own would not be found. (Not weak: the runtime has a weak one, which
// comes first.)
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "detect_stack_use_after_return=0";
}
#endif

#if defined(INTERLEAVE_TSAN)
// Each run is judged by itself: a race that an earlier run had is reported again. Fibers that wait
// for a job are no threads to wait for at the end of the process.
extern "C" const char* __tsan_default_options();
extern "C" const char* __tsan_default_options() {
  return "suppress_equal_stacks=0:suppress_equal_addresses=0:atexit_sleep_ms=0";
}

extern "C" int __tsan_get_report_data(void* report, const char** description, int* count,
                                      int* stack_count, int* mop_count, int* loc_count,
                                      int* mutex_count, int* thread_count, int* unique_tid_count,
                                      void** sleep_trace, unsigned long trace_size);

namespace {
volatile int reports = 0;
const char* volatile last_report = "";
}  // namespace

// Called by TSan with its own locks held: counts, and nothing else.
extern "C" void __tsan_on_report(void* report) {
  const char* description = "";
  int counts[7] = {};
  void* trace[1] = {};
  __tsan_get_report_data(report, &description, &counts[0], &counts[1], &counts[2], &counts[3],
                         &counts[4], &counts[5], &counts[6], trace, 1);
  last_report = description;
  reports = reports + 1;
}

int interleave::sim::race_reports() {
  return reports;
}
const char* interleave::sim::last_race_rule() {
  return std::strncmp(last_report, "lock-order", 10) == 0 ? "lock-order" : "data-race";
}
#else
int interleave::sim::race_reports() {
  return 0;
}
const char* interleave::sim::last_race_rule() {
  return "data-race";
}
#endif

namespace interleave {

// Replaces the weak one of model/base: see there.
void assertion_failed(const AssertionSite& site) {
  if (sim::present != nullptr) sim::present->on_assertion(site);
  std::fprintf(stderr, "%s:%d: assertion failed: %s (%s)\n", site.file, site.line, site.message,
               site.expression);
  std::abort();
}

}  // namespace interleave
