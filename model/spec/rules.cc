#include "model/spec/rules.h"

#include <algorithm>
#include <array>

namespace interleave::spec {
namespace {

template <class Predicate>
std::uint32_t count_workers(const State& state, Predicate predicate) {
  return static_cast<std::uint32_t>(std::ranges::count_if(state.workers, predicate));
}

template <class Predicate>
bool each_client(const State& state, Predicate predicate) {
  return std::ranges::all_of(state.clients, predicate);
}

bool has_task(const Thread& worker) {
  return worker.place >= Place::w_has && worker.place <= Place::w_reply;
}

// Whoever holds a client's lock without the server's has dropped that one, which T5 allows: here
// nobody does, and one holder of the server lock is all there is.
bool one_holder(const State& state, const Size&) {
  const std::uint32_t holders =
      count_workers(state, [](const Thread& worker) { return worker.server; }) +
      (state.loop.server ? 1 : 0) + (state.leader.server ? 1 : 0);
  return holders == (state.shared.locked ? 1U : 0U);
}

// While nobody holds the lock.
bool nobody_is_forgotten(const State& state, const Size&) {
  const Shared& shared = state.shared;
  return shared.locked || shared.waiting() == 0 || shared.queued() == 0 || shared.promised;
}

bool promises_are_kept(const State& state, const Size&) {
  const Shared& shared = state.shared;
  if (!shared.promised || shared.job.signals + shared.awake > 0) return true;
  const Place loop = state.loop.place;
  return loop == Place::l_signal || loop == Place::l_close_signal ||
         count_workers(state, [](const Thread& worker) {
           return worker.place == Place::w_pass || worker.place == Place::w_signal;
         }) > 0;
}

bool sleepers_hold_nothing(const State& state, const Size&) {
  const bool workers = std::ranges::all_of(state.workers, [](const Thread& worker) {
    return worker.place != Place::w_wait || (!worker.server && !worker.client_lock);
  });
  return workers && (state.loop.place != Place::l_poll || !state.loop.server);
}

bool api_without_lock(const State& state, const Size&) {
  return std::ranges::all_of(state.workers, [](const Thread& worker) {
    return worker.place != Place::w_api || (!worker.server && !worker.client_lock);
  });
}

bool tasks_have_clients(const State& state, const Size&) {
  return std::ranges::all_of(state.workers, [&](const Thread& worker) {
    if (!has_task(worker)) return true;
    const Life life = state.clients[worker.client].life;
    if (worker.session) return life == Life::in_worker;
    return life >= Life::open && life <= Life::closed;
  });
}

bool sessions_end_last(const State& state, const Size&) {
  return each_client(state, [](const Client& client) {
    return client.life < Life::closing || client.running + client.dx == 0;
  });
}

bool calls_are_accounted_for(const State& state, const Size&) {
  return each_client(state, [](const Client& client) {
    return client.balance == static_cast<std::int32_t>(client.unfinished());
  });
}

bool replies_are_accounted_for(const State& state, const Size&) {
  return each_client(state, [](const Client& client) {
    return client.replies == static_cast<std::int32_t>(client.tx + client.out);
  });
}

bool queues_are_bounded(const State& state, const Size& size) {
  return each_client(state, [&](const Client& client) {
    return client.dx + client.running <= size.slots && client.parked <= size.parked;
  });
}

bool drained_clients_have_no_calls(const State& state, const Size&) {
  return each_client(state,
                     [](const Client& client) { return !client.draining || client.dx == 0; });
}

bool the_end_is_the_end(const State& state, const Size&) {
  const Shared& shared = state.shared;
  if (shared.stage != Stage::over) return true;
  return shared.workers == 0 && shared.clients == 0 && shared.queued() == 0 && shared.quit &&
         !shared.locked;
}

constexpr std::array<Rule, 12> kInvariants = {{
    {"T4", "The server lock has one holder at most.", one_holder},
    {"T7", "While somebody waits and there is work, a signal is on its way.", nobody_is_forgotten},
    {"T7", "Whoever has promised a signal gives it, until somebody is awake.", promises_are_kept},
    {"T9", "Nobody waits, for work or in poll, with a lock held.", sleepers_hold_nothing},
    {"T10", "Nobody is in the API with a lock held.", api_without_lock},
    {"D1", "The client of a worker's task is alive.", tasks_have_clients},
    {"D1", "A session is closed after its client's last call.", sessions_end_last},
    {"D6", "Accepted = answered + refused + dropped + unfinished.", calls_are_accounted_for},
    {"D6", "Answered + refused = written + given up + waiting.", replies_are_accounted_for},
    {"D6", "A client has no more calls under way than slots, nor parked than the bound.",
     queues_are_bounded},
    {"D8", "A client that drains has no call that a worker could begin.",
     drained_clients_have_no_calls},
    {"D8", "When the loop has ended, nobody and nothing is left.", the_end_is_the_end},
}};

}  // namespace

std::span<const Rule> invariants() {
  return kInvariants;
}

bool owes_call(const State& state) {
  return !each_client(state, [](const Client& client) {
    if (client.unfinished() > 0) return false;
    return client.life != Life::open || client.gone || client.tx + client.out == 0;
  });
}

bool owes_reaping(const State& state) {
  return !each_client(state, [](const Client& client) {
    const bool going = client.life == Life::open && client.gone;
    return !going && (client.life <= Life::open || client.life == Life::reaped);
  });
}

bool owes_stop(const State& state) {
  return state.leader.place != Place::p_serve && state.leader.place != Place::p_done;
}

std::string_view owed(const State& state) {
  if (owes_call(state)) return "T8";
  if (owes_reaping(state)) return "D1";
  if (owes_stop(state)) return "D8";
  return {};
}

}  // namespace interleave::spec
