// A transport that says how frames come and go: what a trace does not show.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_WATCHED_TRANSPORT_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_WATCHED_TRANSPORT_H_

#include <memory>

#include "daemon/core/transport.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests {

// Passes everything on as it is, and marks (SimWorld::mark) cut headers, ends of the stream within
// a frame and the like. Below it is what carries frames.
std::unique_ptr<daemon::Transport> watched_layer(std::unique_ptr<daemon::Transport> below,
                                                 sim::SimWorld& world);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_WATCHED_TRANSPORT_H_
