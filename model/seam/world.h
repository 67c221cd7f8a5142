// The outside of the daemon, as it is handed to constructors: real or simulated.
#ifndef INTERLEAVE_MODEL_SEAM_WORLD_H_
#define INTERLEAVE_MODEL_SEAM_WORLD_H_

#include "model/seam/clock.h"
#include "model/seam/network.h"
#include "model/seam/poller.h"
#include "model/seam/threads.h"
#include "model/trace/trace.h"

namespace interleave {

// References only: whoever makes a world keeps its parts alive for longer than everything that was
// given them.
struct World {
  Clock& clock;
  Threads& threads;
  Poller& poller;
  Trace& trace;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_WORLD_H_
