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

// Deadlines of timers, each timer with at most one. Ties go in the order of the ids. Not
// synchronised. Every operation but collect_due costs O(log n).
class TimerQueue {
 public:
  // Sets or replaces a timer's deadline.
  void set(WatchId id, Instant due);
  // The timer has no deadline any more. No effect when it has none.
  void clear(WatchId id);
  // kNever when there is none.
  [[nodiscard]] Instant next() const;
  // A timer's deadline; kNever when it has none.
  [[nodiscard]] Instant of(WatchId id) const;
  // Appends the timers whose deadline is at or before `now`, earliest first; they keep it.
  void collect_due(Instant now, std::vector<WatchId>& into) const;

 private:
  std::set<std::pair<Instant, WatchId>> order_;
  std::map<WatchId, Instant> due_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_TIMER_QUEUE_H_
