#include "daemon/core/timer_queue.h"

#include <new>

namespace interleave::daemon {

void TimerQueue::add(WatchId id) {
  const auto place = order_.emplace(kNever, id).first;
  try {
    due_.emplace(id, kNever);
  } catch (const std::bad_alloc&) {
    order_.erase(place);
    throw;
  }
}

void TimerQueue::remove(WatchId id) {
  const auto found = due_.find(id);
  order_.erase({found->second, id});
  due_.erase(found);
}

void TimerQueue::set(WatchId id, Instant due) {
  const auto found = due_.find(id);
  auto place = order_.extract({found->second, id});
  place.value().first = due;
  order_.insert(std::move(place));
  found->second = due;
}

Instant TimerQueue::next() const {
  return order_.empty() ? kNever : order_.begin()->first;
}

Instant TimerQueue::of(WatchId id) const {
  const auto found = due_.find(id);
  return found == due_.end() ? kNever : found->second;
}

void TimerQueue::collect_due(Instant now, std::vector<WatchId>& into) const {
  for (const auto& [due, id] : order_) {
    if (due > now || due == kNever) return;
    into.push_back(id);
  }
}

}  // namespace interleave::daemon
