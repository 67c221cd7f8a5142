#include "sim/world/sim_poller.h"

#include <utility>

#include "model/base/assert.h"
#include "sim/engine/sanitizers.h"

namespace interleave::sim {

SimPoller::SimPoller(Engine& engine, Threads& threads, HandleTable& handles)
    : Poller(threads, engine), engine_(engine), handles_(handles) {}

SimPoller::~SimPoller() {
  for (std::size_t i = 0; i < handles_.size(); ++i) {
    if (handles_.at(i).poller == this) handles_.at(i).poller = nullptr;
  }
}

IoStatus SimPoller::watch(Handle handle, Readiness interest) {
  HandleTable::Entry* entry = handles_.find(handle);
  if (entry == nullptr || (entry->poller != nullptr && entry->poller != this)) {
    return IoStatus::other;
  }
  entry->poller = this;
  entry->interest = interest;
  if (engine_.watched()) engine_.depends(OperationKind::poll, id());
  return IoStatus::ok;
}

void SimPoller::unwatch(Handle handle) {
  HandleTable::Entry* entry = handles_.find(handle);
  if (entry == nullptr || entry->poller != this) return;
  entry->poller = nullptr;
  entry->interest = {};
  if (engine_.watched()) engine_.depends(OperationKind::poll, id());
}

void SimPoller::do_wait(Instant deadline, std::vector<Ready>& ready) {
  IL_ASSERT(waiting_ == 0, "two threads wait in one poller");
  const std::uint32_t self = engine_.current();
  const bool can_run =
      woken_ || deadline <= engine_.now() || anything_ready() ||
      engine_.happens(Fault::spurious_wakeup, DecisionKind::spurious, id(), "poll");
  waiting_ = self;
  if (!can_run) engine_.arm(self, deadline, nullptr);
  engine_.point_when(OperationKind::poll, id(), can_run);
  engine_.disarm(self);
  waiting_ = 0;
  if (std::exchange(woken_, false)) sanitizers::acquire(this);
  collect(ready);
  shuffle(ready);
}

void SimPoller::do_wake() {
  engine_.point(OperationKind::wake, id());
  sanitizers::release(this);
  woken_ = true;
  if (waiting_ != 0) engine_.make_ready(waiting_);
}

void SimPoller::on_change(const HandleTable::Entry& entry) {
  if (waiting_ != 0 && reported(entry).any()) engine_.make_ready(waiting_);
}

Readiness SimPoller::reported(const HandleTable::Entry& entry) {
  if (!entry.interest.any()) return {};
  return entry.source->readiness() & (entry.interest | Readiness::hangup());
}

bool SimPoller::anything_ready() const {
  for (std::size_t i = 0; i < handles_.size(); ++i) {
    const HandleTable::Entry& entry = handles_.at(i);
    if (entry.poller == this && reported(entry).any()) return true;
  }
  return false;
}

void SimPoller::collect(std::vector<Ready>& ready) {
  for (std::size_t i = 0; i < handles_.size(); ++i) {
    const HandleTable::Entry& entry = handles_.at(i);
    if (entry.poller != this) continue;
    const Readiness what = reported(entry);
    if (!what.any()) {
      // That it is not ready is a matter of the order as well.
      if (engine_.watched()) engine_.depends(OperationKind::poll, entry.source->object());
      continue;
    }
    engine_.touch(OperationKind::poll, entry.source->object());
    ready.push_back({.handle = HandleTable::handle_at(i), .what = what});
  }
}

void SimPoller::shuffle(std::vector<Ready>& ready) {
  for (std::size_t i = 0; i + 1 < ready.size(); ++i) {
    const auto left = static_cast<std::uint32_t>(ready.size() - i);
    std::swap(ready[i], ready[i + engine_.decide(DecisionKind::draw, left, id(), "ready")]);
  }
}

}  // namespace interleave::sim
