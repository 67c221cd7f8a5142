#include "sim/strategies/dpor/event_log.h"

#include <utility>

namespace interleave::sim {

void EventLog::begin_run(std::uint32_t same) {
  forget_from(same);
  count_ = 0;
  last_.assign(1, kNone);
  causes_.assign(1, kNone);
}

void EventLog::thread_made(std::uint32_t thread, std::uint32_t parent) {
  // One more, as a rule.
  while (last_.size() <= thread) {
    last_.push_back(kNone);
    causes_.push_back(kNone);
  }
  causes_[thread] = last_[parent];
}

void EventLog::object_made(ObjectId id, ObjectKind kind) {
  const auto index = static_cast<std::size_t>(id);
  if (kinds_.size() <= index) kinds_.resize(index + 1, ObjectKind::none);
  kinds_[index] = kind;
}

void EventLog::edge(std::uint32_t earlier, std::uint32_t later) {
  // The thread that runs is either the one that lets the other go on, or the one that has joined.
  const std::uint32_t cause = last_.data()[earlier];
  if (count_ != 0 && events_.data()[count_ - 1].thread == later) {
    events_.data()[count_ - 1].cause = cause;
  } else {
    causes_.data()[later] = cause;
  }
}

std::span<const Access> EventLog::accesses(std::uint32_t event) const {
  const StepEvent* const step = events_.data() + event;
  const std::size_t first = step->first_access;
  const std::size_t end = event + 1 < events_.size() ? step[1].first_access : accesses_.size();
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

void EventLog::forget_from(std::uint32_t event) {
  kept_ = event;
  if (event >= events_.size()) return;
  accesses_.resize(events_[event].first_access);
  events_.resize(event);
}

void EventLog::add(std::uint32_t thread, std::uint32_t frame) {
  const std::uint32_t before = std::exchange(last_.data()[thread], count_++);
  StepEvent& event = events_.emplace_back();
  event.thread = thread;
  event.ordinal = before == kNone ? 1 : events_.data()[before].ordinal + 1;
  event.before = before;
  event.cause = std::exchange(causes_.data()[thread], kNone);
  event.frame = frame;
  event.first_access = static_cast<std::uint32_t>(accesses_.size());
}

}  // namespace interleave::sim
