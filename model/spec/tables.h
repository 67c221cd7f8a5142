// The two halves of the table of actions: see actions.h.
#ifndef INTERLEAVE_MODEL_SPEC_TABLES_H_
#define INTERLEAVE_MODEL_SPEC_TABLES_H_

#include <span>

#include "model/spec/actions.h"

namespace interleave::spec {

std::span<const Action> worker_actions();
// Those of the loop, then those of the leader and of the peers.
std::span<const Action> loop_actions();

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_TABLES_H_
