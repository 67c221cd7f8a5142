#include "sim/strategies/dpor/event_log.h"

#include <utility>

namespace interleave::sim {

void EventLog::begin_run() {
  events_.clear();
  accesses_.clear();
  last_.assign(1, kNone);
  causes_.assign(1, kNone);
  kinds_.assign(1, ObjectKind::none);
}

void EventLog::thread_made(std::uint32_t thread, std::uint32_t parent) {
  if (last_.size() <= thread) {
    last_.resize(thread + 1, kNone);
    causes_.resize(thread + 1, kNone);
  }
  causes_[thread] = last_[parent];
}

void EventLog::object_made(ObjectId id, ObjectKind kind) {
  const auto index = static_cast<std::size_t>(id);
  if (kinds_.size() <= index) kinds_.resize(index + 1, ObjectKind::none);
  kinds_[index] = kind;
}

void EventLog::begin_step(std::uint32_t thread, std::uint32_t frame) {
  add(thread, frame);
}

void EventLog::edge(std::uint32_t earlier, std::uint32_t later) {
  // The thread that runs is either the one that lets the other go on, or the one that has joined.
  if (!events_.empty() && events_.back().thread == later) {
    events_.back().cause = last_[earlier];
  } else {
    causes_[later] = last_[earlier];
  }
}

void EventLog::world() {
  add(kTheWorld, kNone);
}

std::span<const Access> EventLog::accesses(std::uint32_t event) const {
  const std::size_t first = events_[event].first_access;
  const std::size_t end =
      event + 1 < events_.size() ? events_[event + 1].first_access : accesses_.size();
  return {accesses_.data() + first, end - first};
}

std::uint32_t EventLog::world_after(std::uint32_t event) const {
  std::uint32_t found = kNone;
  std::uint32_t i = last_[kTheWorld];
  for (; i != kNone && i > event; i = events_[i].before) found = i;
  return found;
}

std::uint32_t EventLog::world_before(std::uint32_t event) const {
  std::uint32_t i = last_[kTheWorld];
  while (i != kNone && i >= event) i = events_[i].before;
  return i;
}

void EventLog::add(std::uint32_t thread, std::uint32_t frame) {
  const std::uint32_t before = std::exchange(last_[thread], size());
  StepEvent& event = events_.emplace_back();
  event.thread = thread;
  event.ordinal = before == kNone ? 1 : events_[before].ordinal + 1;
  event.before = before;
  event.cause = std::exchange(causes_[thread], kNone);
  event.frame = frame;
  event.first_access = static_cast<std::uint32_t>(accesses_.size());
}

}  // namespace interleave::sim
