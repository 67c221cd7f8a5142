// Calls past the simulator, each in a function of its own that a finding can name.
#ifndef INTERLEAVE_PROPTESTS_CONTROL_LOST_CALLS_H_
#define INTERLEAVE_PROPTESTS_CONTROL_LOST_CALLS_H_

#include <span>

namespace interleave::proptests {

struct LostCall {
  const char* name;    // of the function that calls; also its entry in a table
  const char* called;  // what the finding says has been called
  void (*call)();
};

// Calls that come back at once when they are made outside of runs.
std::span<const LostCall> lost_calls();

// Calls that would block for ever, or end the process, outside of runs: they are for runs alone.
std::span<const LostCall> blocking_calls();

// Takes and leaves locks that are free.
void use_free_locks();

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_CONTROL_LOST_CALLS_H_
