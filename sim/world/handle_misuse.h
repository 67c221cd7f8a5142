// The rule of model/seam/poller.h: whoever closes a handle has it forgotten first.
#ifndef INTERLEAVE_SIM_WORLD_HANDLE_MISUSE_H_
#define INTERLEAVE_SIM_WORLD_HANDLE_MISUSE_H_

#include <fmt/format.h>

#include "sim/engine/engine.h"
#include "sim/world/handle_table.h"

namespace interleave::sim {

// Ends the run when a poller watches `handle`, which the calling thread is about to close.
inline void check_unwatched(Engine& engine, HandleTable& handles, Handle handle) {
  const HandleTable::Entry* entry = handles.find(handle);
  if (entry == nullptr || entry->poller == nullptr) return;
  engine.fail("handle-misuse", fmt::format("{} closes handle {}, which a poller still watches ({})",
                                           engine.thread_path(engine.current()),
                                           static_cast<int>(handle), entry->source->describe()));
}

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_HANDLE_MISUSE_H_
