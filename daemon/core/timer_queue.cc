#include "daemon/core/timer_queue.h"

namespace interleave::daemon {

void TimerQueue::set(WatchId id, Instant due) {
  clear(id);
  order_.emplace(due, id);
  due_.emplace(id, due);
}

void TimerQueue::clear(WatchId id) {
  const auto found = due_.find(id);
  if (found == due_.end()) return;
  order_.erase({found->second, id});
  due_.erase(found);
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
    if (due > now) return;
    into.push_back(id);
  }
}

}  // namespace interleave::daemon
