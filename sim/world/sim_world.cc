#include "sim/world/sim_world.h"

#include <utility>

#include <fmt/format.h>

#include "model/base/assert.h"
#include "sim/engine/engine.h"
#include "sim/engine/sanitizers.h"
#include "sim/world/connection.h"
#include "sim/world/handle_table.h"
#include "sim/world/sim_file.h"
#include "sim/world/sim_listener.h"
#include "sim/world/sim_poller.h"
#include "sim/world/sim_threads.h"

namespace interleave::sim {
namespace {

// The engine's virtual time. Every run begins on the same day. Its time jumps by an hour, forth or
// back, with every second: nothing may hold by it.
class SimClock final : public Clock {
 public:
  explicit SimClock(const Engine& engine) : engine_(engine) {}
  Instant now() override { return engine_.now(); }
  Duration wall_now() override {
    const Duration time = engine_.now().time_since_epoch();
    return kEpoch + time + std::chrono::hours(time / std::chrono::seconds(1) % 2);
  }

 private:
  static constexpr Duration kEpoch = std::chrono::hours(24 * 365 * 40);
  const Engine& engine_;
};

}  // namespace

struct SimWorld::Parts {
  explicit Parts(Engine& the_engine) : engine(the_engine), clock(the_engine), threads(the_engine) {}

  Engine& engine;
  SimClock clock;
  SimThreads threads;
  HandleTable handles;
  ListenerList listeners;
  std::unique_ptr<SimPoller> poller;
  std::uint64_t peers = 0;
};

SimWorld::SimWorld(Engine& engine) : parts_(std::make_unique<Parts>(engine)) {}

SimWorld::~SimWorld() {
  sanitizers::leaked(parts_->poller.release());
}

void SimWorld::begin_run() {
  // It is there only if the last run was abandoned.
  sanitizers::leaked(parts_->poller.release());
  parts_->handles.clear();
  parts_->listeners.clear();
  parts_->peers = 0;
}

void SimWorld::end_root() {
  parts_->poller.reset();
}

std::uint64_t SimWorld::open_peer_count() const {
  return parts_->peers;
}

Engine& SimWorld::engine() const {
  return parts_->engine;
}

World SimWorld::world() {
  if (!parts_->poller) {
    parts_->poller.reset(new (parts_->engine.pool())
                             SimPoller(parts_->engine, parts_->threads, parts_->handles));
  }
  return {.clock = parts_->clock,
          .threads = parts_->threads,
          .poller = *parts_->poller,
          .trace = parts_->engine};
}

Clock& SimWorld::clock() {
  return parts_->clock;
}
Threads& SimWorld::threads() {
  return parts_->threads;
}
Trace& SimWorld::trace() {
  return parts_->engine;
}

std::unique_ptr<Poller> SimWorld::make_poller() {
  return std::unique_ptr<Poller>(new (parts_->engine.pool())
                                     SimPoller(parts_->engine, parts_->threads, parts_->handles));
}

std::unique_ptr<Listener> SimWorld::listen(Name name, const ListenOptions& options) {
  IL_ASSERT(parts_->listeners.find(name) == nullptr, "two listeners of one name");
  IL_ASSERT(options.backlog != 0 && options.buffer != 0, "a listener that can hold nothing");
  return std::unique_ptr<Listener>(new (parts_->engine.pool()) SimListener(
      parts_->engine, parts_->handles, parts_->listeners, name, options.backlog, options.buffer));
}

SimSocket SimWorld::connect(Name name, Name client, PeerIdentity identity) {
  Engine& engine = parts_->engine;
  parts_->threads.check_block("connects to", name);
  SimListener* listener = parts_->listeners.find(name);
  const std::uint32_t self = engine.current();
  if (listener != nullptr) listener->add_connector(self);
  engine.point_when(OperationKind::connect,
                    listener != nullptr ? listener->object() : parts_->listeners.last_closed(name),
                    listener == nullptr || listener->has_room());
  // It may be another one by now, or gone.
  SimListener* const found = parts_->listeners.find(name);
  if (found == nullptr || found != listener || !found->has_room()) return {};
  listener->remove_connector(self);
  auto* connection = new (engine.pool())
      Connection(engine, parts_->handles, listener->buffer(), client, std::move(identity));
  const ObjectId id = engine.create(ObjectKind::peer, client, 0);
  connection->peer = id;
  ++parts_->peers;
  engine.record(Event::peer_opened, id, listener->buffer() <= kNarrow ? listener->buffer() : 0);
  listener->enqueue(*connection);
  return SimSocket(parts_->peers, *connection, id);
}

FileRef SimWorld::open_file(std::uint32_t number) {
  IL_ASSERT(number != 0, "a file without a number");
  return make_file(parts_->engine, number);
}

Duration SimWorld::skipped_time() const {
  return parts_->engine.skipped();
}

void SimWorld::sleep_until(Instant time) {
  Engine& engine = parts_->engine;
  parts_->threads.check_block("sleeps", Name{"until a time"});
  const bool passed = time <= engine.now();
  if (!passed) engine.arm(engine.current(), time, nullptr);
  engine.point_when(OperationKind::sleep, kNoObject, passed);
}

void SimWorld::yield() {
  parts_->engine.point(OperationKind::yield, kNoObject);
}

void SimWorld::settle() {
  parts_->threads.check_block("waits for", Name{"quiet"});
  parts_->engine.settle();
}

std::uint32_t SimWorld::draw(std::uint32_t options, const char* site) {
  IL_ASSERT(options != 0, "a draw from nothing");
  return parts_->engine.decide(DecisionKind::draw, options, kNoObject, site);
}

bool SimWorld::marks() const {
  return parts_->engine.marks();
}

void SimWorld::mark(Mark what, std::uint64_t value) {
  parts_->engine.mark(what, value);
}

void SimWorld::broken_rule(std::string_view rule, std::string_view what) {
  parts_->engine.fail(rule, std::string(what));
}

std::size_t SimWorld::open_handle_count() const {
  return parts_->handles.open_count();
}

std::vector<OpenHandle> SimWorld::open_handles() const {
  std::vector<OpenHandle> open;
  for (std::size_t i = 0; i < parts_->handles.size(); ++i) {
    const HandleSource* source = parts_->handles.at(i).source;
    if (source == nullptr) continue;
    const Handle handle = HandleTable::handle_at(i);
    open.push_back({.handle = handle,
                    .what = fmt::format("handle {} is open: {}", static_cast<int>(handle),
                                        source->describe())});
  }
  return open;
}

}  // namespace interleave::sim
