#include "model/spec/actions.h"

#include "model/base/assert.h"
#include "model/spec/tables.h"

namespace interleave::spec {

bool holds(const Thread& thread, Locks locks) {
  switch (locks) {
    case Locks::any:
      return true;
    case Locks::none:
      return !thread.server && !thread.client_lock;
    case Locks::server:
      return thread.server && !thread.client_lock;
    case Locks::both:
      break;
  }
  return thread.server && thread.client_lock;
}

std::vector<Action> all_actions() {
  const std::span<const Action> workers = worker_actions();
  const std::span<const Action> others = loop_actions();
  std::vector<Action> all(workers.begin(), workers.end());
  all.insert(all.end(), others.begin(), others.end());
  IL_ASSERT(all.size() == static_cast<std::size_t>(Act::count_), "an action has no name");
  return all;
}

State initial(const Size& size) {
  State state;
  state.loop.place = Place::l_poll;
  state.leader.place = Place::p_serve;
  for (std::uint32_t i = 0; i < kMostWorkers; ++i) {
    Place& place = state.workers[i].place;
    if (i < size.min_workers) place = Place::w_free;
    if (i >= size.max_workers) place = Place::w_joined;
  }
  state.shared.workers = size.min_workers;
  // Who is not there at all is as one who has been and gone.
  for (std::uint32_t i = size.clients; i < kMostClients; ++i) state.clients[i].life = Life::reaped;
  return state;
}

}  // namespace interleave::spec
