// Which timer is due next.
#ifndef INTERLEAVE_DAEMON_CORE_TIMER_QUEUE_H_
#define INTERLEAVE_DAEMON_CORE_TIMER_QUEUE_H_

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "daemon/core/watch.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

// Deadlines of timers. Ties go in the order of the ids. Not synchronised. Every operation but
// collect_due costs O(log n); add and collect_due alone need memory, and throw std::bad_alloc where
// there is none, with nothing changed.
class TimerQueue {
 public:
  // A new timer, without a deadline.
  void add(WatchId id);
  // Forgets a timer that was added.
  void remove(WatchId id);
  // Sets or replaces the deadline of a timer that was added; kNever is none.
  void set(WatchId id, Instant due);

  // kNever when there is none.
  [[nodiscard]] Instant next() const;
  // A timer's deadline; kNever when it has none, or is not there.
  [[nodiscard]] Instant of(WatchId id) const;
  // Appends the timers whose deadline is at or before `now`, earliest first; they keep it.
  void collect_due(Instant now, std::vector<WatchId>& into) const;

 private:
  std::set<std::pair<Instant, WatchId>> order_;  // those without a deadline at its end
  std::map<WatchId, Instant> due_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_TIMER_QUEUE_H_
