#include "sim/world/sim_listener.h"

#include <memory>
#include <string_view>

#include <fmt/format.h>

#include "sim/engine/sanitizers.h"
#include "sim/world/handle_misuse.h"
#include "sim/world/sim_stream.h"

namespace interleave::sim {

namespace {

bool same(Name a, Name b) {
  return a.number == b.number && std::string_view(a.base) == b.base;
}

}  // namespace

void ListenerList::clear() {
  first_ = nullptr;
  closed_.clear();
}

void ListenerList::add(SimListener& listener) {
  SimListener** end = &first_;
  while (*end != nullptr) end = &(*end)->next_;
  *end = &listener;
}

void ListenerList::remove(SimListener& listener) {
  SimListener** at = &first_;
  while (*at != &listener) at = &(*at)->next_;
  *at = listener.next_;
  sanitizers::IgnoreRaces ignore;
  closed_.push_back({.name = listener.name_, .object = listener.id_});
}

ObjectId ListenerList::last_closed(Name name) const {
  for (std::size_t i = closed_.size(); i > 0; --i) {
    if (same(closed_[i - 1].name, name)) return closed_[i - 1].object;
  }
  return kNoObject;
}

SimListener* ListenerList::find(Name name) const {
  for (SimListener* i = first_; i != nullptr; i = i->next_) {
    if (same(i->name_, name)) return i;
  }
  return nullptr;
}

SimListener::SimListener(Engine& engine, HandleTable& handles, ListenerList& listeners, Name name,
                         std::size_t backlog, std::size_t buffer)
    : engine_(engine),
      handles_(handles),
      listeners_(listeners),
      name_(name),
      backlog_(backlog),
      buffer_(buffer),
      id_(engine.create(ObjectKind::listener, name, 0)),
      handle_(handles.open(*this)) {
  listeners_.add(*this);
}

SimListener::~SimListener() {
  if (!engine_.running()) return;  // the world that it belonged to is over
  close();
  engine_.record(Event::object_destroyed, id_, 0);
}

Accepted SimListener::accept() {
  engine_.point(OperationKind::accept, id_);
  if (handle_ == Handle::none) return {.status = IoStatus::closed, .stream = nullptr};
  if (waiting_ == 0 ||
      engine_.happens(Fault::would_block, DecisionKind::would_block, id_, "accept")) {
    return {.status = IoStatus::would_block, .stream = nullptr};
  }
  // What has run out at a moment is not there again at the same moment.
  if (short_at_ == engine_.now() || engine_.happens(Fault::no_descriptors, DecisionKind::fault, id_,
                                                    site_of(Fault::no_descriptors))) {
    short_at_ = engine_.now();
    return {.status = IoStatus::no_descriptors, .stream = nullptr};
  }
  if (engine_.happens(Fault::peer_vanished, DecisionKind::fault, id_,
                      site_of(Fault::peer_vanished))) {
    Connection& lost = dequeue();
    engine_.touch(OperationKind::close, lost.peer);
    lost.break_down();
    lost.close_program();
    return {.status = IoStatus::peer_vanished, .stream = nullptr};
  }
  Connection& connection = dequeue();
  sanitizers::acquire(&connection);
  if (!connection.client.open) engine_.mark(Mark::accepted_when_closed);
  return {.status = IoStatus::ok,
          .stream = std::unique_ptr<Stream>(new (engine_.pool()) SimStream(connection))};
}

void SimListener::close() {
  if (handle_ == Handle::none) return;
  engine_.point(OperationKind::close, id_);
  check_unwatched(engine_, handles_, handle_);
  handles_.close(handle_);
  handle_ = Handle::none;
  listeners_.remove(*this);
  while (waiting_ != 0) {
    Connection& refused = dequeue();
    engine_.touch(OperationKind::close, refused.peer);
    refused.break_down();
    refused.close_program();
  }
  engine_.make_ready(connectors_);
}

void SimListener::enqueue(Connection& connection) {
  sanitizers::release(&connection);
  connection.next = nullptr;
  (first_ == nullptr ? first_ : last_->next) = &connection;
  last_ = &connection;
  ++waiting_;
  if (!has_room()) engine_.make_unready(connectors_);
  handles_.changed(handle_);
}

Connection& SimListener::dequeue() {
  Connection& connection = *first_;
  first_ = connection.next;
  --waiting_;
  engine_.make_ready(connectors_);
  return connection;
}

Readiness SimListener::readiness() const {
  return waiting_ != 0 ? Readiness::read() : Readiness();
}

std::string SimListener::describe() const {
  return fmt::format("listener {}: {} connections wait", name_.text(), waiting_);
}

}  // namespace interleave::sim
