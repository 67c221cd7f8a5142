// Failed assertions, fatal signals and calls past the simulator within a run, handed to the run
// instead of ending the process, or of going unseen.
//
// This is the simulator's one process-wide place: signal handlers, the assertion hook and the
// sanitizers' hooks and options belong to the process, and have no other way to find the run that
// they interrupt. The options are weak symbols; a program may have its own.
#ifndef INTERLEAVE_SIM_ENGINE_CRASH_GUARD_H_
#define INTERLEAVE_SIM_ENGINE_CRASH_GUARD_H_

#include <string>
#include <vector>

#include "model/base/assert.h"

namespace interleave::sim {

// A run that can be left from wherever it is.
class Interruptible {
 public:
  // An assertion has failed on this OS thread. Returns only when no thread of the run was running.
  virtual void on_assertion(const AssertionSite& site) = 0;
  // A fatal signal has come on this OS thread; `address` is what it was about. The caller is a
  // signal handler on a stack of its own. Returns only when no thread of the run was running.
  virtual void on_signal(int signal, const void* address) = 0;
  // The process is about to die of a sanitizer's report.
  virtual void on_death() = 0;
  // Whether a thread of the run runs, and not the driver.
  [[nodiscard]] virtual bool in_thread() const = 0;
  // The program has gone around the simulator (sim/control). A thread of the run runs; does not
  // return.
  virtual void on_lost_control(std::string what, std::vector<std::string> details) = 0;

 protected:
  ~Interruptible() = default;
};

// While it lives, `run` is the run of this OS thread. The first one of a process installs handlers
// for SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT, which stay; outside of runs they hand over to
// what was there before. Under ASan and TSan the sanitizers keep their signals and tell of their
// reports.
class CrashGuard {
 public:
  explicit CrashGuard(Interruptible& run);
  CrashGuard(const CrashGuard&) = delete;
  CrashGuard& operator=(const CrashGuard&) = delete;
  ~CrashGuard();
};

// The run of the calling OS thread; null outside of runs.
[[nodiscard]] Interruptible* run_of_this_thread();

// While it lives, the calling OS thread has no run: for what must not be taken for the program.
class OutsideOfRun {
 public:
  OutsideOfRun();
  OutsideOfRun(const OutsideOfRun&) = delete;
  OutsideOfRun& operator=(const OutsideOfRun&) = delete;
  ~OutsideOfRun();

 private:
  Interruptible* const run_;
};

// How many reports TSan has made in this process, and the rule that the last one is a finding of
// ("data-race", "lock-order"); none in other builds.
int race_reports();
const char* last_race_rule();

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_CRASH_GUARD_H_
