// One choice of a simulated run. The stream of them, together with the scenario, is the test case:
// recording, replay, shrinking and the statistics all work on it (design: "one stream of typed
// decisions").
#ifndef INTERLEAVE_SIM_ENGINE_DECISION_H_
#define INTERLEAVE_SIM_ENGINE_DECISION_H_

#include <cstdint>
#include <string_view>

#include "model/trace/event.h"

namespace interleave::sim {

enum class DecisionKind : std::uint8_t {
  thread,       // which of the threads that can run goes on
  waiter,       // which waiter a notify_one wakes
  spurious,     // does this wait return without cause
  time,         // does time move to the next deadline although threads can run (eager time)
  bytes,        // how much a read or a write moves
  would_block,  // does an operation that could go on say would-block
  fault,        // does a fault happen here (reset, accept failure, ...)
  draw,         // a choice that the scenario asks for
};

std::string_view to_string(DecisionKind kind);

// A point with one option is no decision: it is not recorded, and draws nothing.
// `taken` is in [0, options); 0 is always the harmless default (for `thread`: see below).
struct Decision {
  DecisionKind kind = DecisionKind::thread;
  std::uint32_t options = 0;
  // For `thread`: the number of the chosen thread (1 is the root, in the order of spawning).
  std::uint32_t taken = 0;
  // What it is about: for `thread` the object of the chosen thread's next operation.
  ObjectId object = kNoObject;
  // A literal that names the place: "lock", "read_some", "accept".
  const char* site = "";
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_DECISION_H_
