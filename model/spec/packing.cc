#include "model/spec/packing.h"

#include <algorithm>
#include <array>

namespace interleave::spec {
namespace {

// Bits from the low end on, in the order of the calls.
class Writer {
 public:
  void put(std::uint64_t value, unsigned bits) {
    word_ |= value << at_;
    at_ += bits;
  }
  [[nodiscard]] std::uint64_t word() const { return word_; }

 private:
  std::uint64_t word_ = 0;
  unsigned at_ = 0;
};

class Reader {
 public:
  explicit Reader(std::uint64_t word) : word_(word) {}
  std::uint32_t get(unsigned bits) {
    const auto value = static_cast<std::uint32_t>(word_ & ((std::uint64_t{1} << bits) - 1));
    word_ >>= bits;
    return value;
  }

 private:
  std::uint64_t word_;
};

constexpr unsigned kPlaceBits = 6;
static_assert(static_cast<unsigned>(Place::count_) <= 1U << kPlaceBits);
static_assert(kMostWorkers <= 3 && kMostClients <= 3 && kMostCalls <= 3, "two bits for each");

void put_thread(Writer& to, const Thread& thread) {
  to.put(static_cast<std::uint64_t>(thread.place), kPlaceBits);
  to.put(thread.client, 2);
  to.put(thread.server, 1);
  to.put(thread.client_lock, 1);
  to.put(thread.session, 1);
}

Thread get_thread(Reader& from) {
  Thread thread;
  thread.place = static_cast<Place>(from.get(kPlaceBits));
  thread.client = static_cast<std::uint8_t>(from.get(2));
  thread.server = from.get(1) != 0;
  thread.client_lock = from.get(1) != 0;
  thread.session = from.get(1) != 0;
  return thread;
}

std::uint64_t word_of(const Thread& thread) {
  Writer word;
  put_thread(word, thread);
  return word.word();
}

void put_client(Writer& to, const Client& client) {
  to.put(static_cast<std::uint64_t>(client.life), 4);
  to.put(client.gone, 1);
  to.put(client.draining, 1);
  for (const std::uint32_t count : {client.unsent, client.parked, client.dx, client.running,
                                    client.tx, client.out, client.withdrawn}) {
    to.put(count, 2);
  }
}

Client get_client(Reader& from) {
  Client client;
  client.life = static_cast<Life>(from.get(4));
  client.gone = from.get(1) != 0;
  client.draining = from.get(1) != 0;
  for (std::uint32_t* count : {&client.unsent, &client.parked, &client.dx, &client.running,
                               &client.tx, &client.out, &client.withdrawn}) {
    *count = from.get(2);
  }
  client.balance = static_cast<std::int32_t>(client.unfinished());
  client.replies = static_cast<std::int32_t>(client.tx + client.out);
  return client;
}

std::uint64_t word_of(const Client& client) {
  Writer word;
  put_client(word, client);
  return word.word();
}

void sum_up(State& state) {
  Shared& shared = state.shared;
  for (const Thread* thread :
       {&state.loop, &state.leader, &state.workers[0], &state.workers[1], &state.workers[2]}) {
    shared.locked = shared.locked || thread->server;
    if (thread->client_lock) state.clients[thread->client].locked = true;
  }
  for (const Thread& worker : state.workers) {
    if (worker.place == Place::w_wait) ++shared.job.waiting;
    if (worker.place == Place::w_awake) ++shared.awake;
    if (worker.place == Place::w_ended) ++shared.ended;
    if (worker.place != Place::w_absent && worker.place != Place::w_joined) ++shared.workers;
  }
  for (const Client& client : state.clients) {
    const Life life = client.life;
    shared.calls += client.dx;
    shared.replies += client.tx;
    if (life == Life::closing) ++shared.sessions;
    if (life == Life::reapable) ++shared.reapable;
    if (life == Life::doomed) ++shared.doomed;
    if (life != Life::absent && life != Life::reaped) ++shared.clients;
    if (life == Life::open && !client.draining) ++shared.reading;
  }
}

// Who a thread speaks of means something only where it has a client.
bool speaks_of_one(const Thread& thread) {
  switch (thread.place) {
    case Place::w_absent:
    case Place::w_free:
    case Place::w_look:
    case Place::w_unlock:
    case Place::w_signal:
    case Place::w_told:
    case Place::w_wake:
    case Place::w_wait:
    case Place::w_awake:
    case Place::w_ended:
    case Place::w_joined:
    case Place::l_poll:
    case Place::l_unlock:
    case Place::l_signal:
    case Place::l_grow:
    case Place::l_control:
    case Place::l_flush:
    case Place::l_reap:
    case Place::l_reaping:
    case Place::l_destroy:
    case Place::l_stops:
    case Place::l_drain:
    case Place::l_drained:
    case Place::l_end:
    case Place::l_quit:
    case Place::l_join:
    case Place::l_over:
      return thread.client_lock;
    default:
      return thread.place < Place::p_serve;
  }
}

void forget(Thread& thread) {
  if (!speaks_of_one(thread)) {
    thread.client = 0;
    thread.session = false;
  }
}

}  // namespace

Packed pack(const State& state) {
  Writer threads;
  for (const Thread* thread :
       {&state.loop, &state.workers[0], &state.workers[1], &state.workers[2]}) {
    Thread kept = *thread;
    forget(kept);
    put_thread(threads, kept);
  }
  threads.put(static_cast<std::uint64_t>(state.leader.place), kPlaceBits);
  threads.put(state.leader.server, 1);
  const Shared& shared = state.shared;
  threads.put(static_cast<std::uint64_t>(shared.stage), 2);
  threads.put(shared.job.signals, 2);
  for (const bool flag : {shared.stop, shared.quit, shared.asked, shared.wake, shared.promised}) {
    threads.put(flag, 1);
  }
  Writer clients;
  for (const Client& client : state.clients) put_client(clients, client);
  return {threads.word(), clients.word()};
}

State unpack(const Packed& packed) {
  State state;
  Reader threads(packed.threads);
  for (Thread* thread : {&state.loop, &state.workers[0], &state.workers[1], &state.workers[2]}) {
    *thread = get_thread(threads);
  }
  state.leader.place = static_cast<Place>(threads.get(kPlaceBits));
  state.leader.server = threads.get(1) != 0;
  Shared& shared = state.shared;
  shared.stage = static_cast<Stage>(threads.get(2));
  shared.job.signals = threads.get(2);
  for (bool* flag : {&shared.stop, &shared.quit, &shared.asked, &shared.wake, &shared.promised}) {
    *flag = threads.get(1) != 0;
  }
  Reader clients(packed.clients);
  for (Client& client : state.clients) client = get_client(clients);
  sum_up(state);
  return state;
}

State canonical(const State& state) {
  std::array<std::uint64_t, kMostClients> order{};
  for (std::size_t i = 0; i < kMostClients; ++i) {
    const bool named = speaks_of_one(state.loop) && state.loop.client == i;
    order[i] = word_of(state.clients[i]) << 3 | (named ? 4U : 0U) | i;
  }
  std::ranges::sort(order);

  State result = state;
  std::array<std::uint8_t, kMostClients> place{};
  for (std::uint8_t i = 0; i < kMostClients; ++i) {
    const std::size_t from = order[i] & 3;
    result.clients[i] = state.clients[from];
    place[from] = i;
  }
  forget(result.loop);
  if (speaks_of_one(result.loop)) result.loop.client = place[state.loop.client];
  for (Thread& worker : result.workers) {
    forget(worker);
    if (speaks_of_one(worker)) worker.client = place[worker.client];
  }
  std::ranges::sort(result.workers, {}, [](const Thread& worker) { return word_of(worker); });
  return result;
}

std::uint64_t hash(const Packed& packed) {
  std::uint64_t mixed = packed.threads * 0x9e3779b97f4a7c15 ^ packed.clients;
  mixed = (mixed ^ (mixed >> 32)) * 0xd6e8feb86659fd93;
  mixed = (mixed ^ (mixed >> 29)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 32);
}

}  // namespace interleave::spec
