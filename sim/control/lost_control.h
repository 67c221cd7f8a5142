// Loss of control: a program under test that calls the system directly does what no seed decides,
// no strategy orders and no recording repeats. While a thread of a run runs, such a call ends the
// run with rule "loss-of-control", which names the call and who has made it.
//
// The functions of the C library that are watched are defined in this folder (clocks.cc,
// process.cc, sockets.cc, threads.cc, randomness.cc): the symbols of the executable come before
// those of shared libraries, so the calls that libstdc++.so makes are seen as well. Outside of
// runs, on other OS threads and in what works for the engine (strategies, monitors, callbacks of
// RunOptions) they are handed on. docs/simulation-limits.md says what is caught, and what cannot
// be.
#ifndef INTERLEAVE_SIM_CONTROL_LOST_CONTROL_H_
#define INTERLEAVE_SIM_CONTROL_LOST_CONTROL_H_

#include "sim/engine/crash_guard.h"

namespace interleave::sim::control {

// Whether a thread of a run runs on this OS thread: cheap, and the question to ask first.
inline bool in_run() {
  const Interruptible* run = run_of_this_thread();
  return run != nullptr && run->in_thread();
}

// The program has called `call` in a run. Does not return, unless it was not the program: something
// that works for the engine may do as it likes.
void lose_control(const char* call);

// For calls that are a loss of control whatever their arguments are.
inline void check(const char* call) {
  if (in_run()) [[unlikely]]
    lose_control(call);
}

// The function of this name that comes after the executable's own; null: there is none.
void* find_next(const char* name);

}  // namespace interleave::sim::control

#endif  // INTERLEAVE_SIM_CONTROL_LOST_CONTROL_H_
