// Has the event loop write the counts of suppressed lines in time, when nothing else is logged.
#ifndef INTERLEAVE_DAEMON_LOG_SUMMARY_TIMER_H_
#define INTERLEAVE_DAEMON_LOG_SUMMARY_TIMER_H_

#include "daemon/core/event_loop.h"
#include "daemon/log/daemon_log.h"

namespace interleave::daemon {

// A timer of the loop that is armed only while lines are held back. Made before other threads
// write, and destroyed when they do no more.
class SummaryTimer {
 public:
  // Both are alive for longer.
  SummaryTimer(EventLoop& loop, DaemonLog& log);
  SummaryTimer(const SummaryTimer&) = delete;
  SummaryTimer& operator=(const SummaryTimer&) = delete;
  ~SummaryTimer();

 private:
  EventLoop& loop_;
  DaemonLog& log_;
  const WatchId timer_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_SUMMARY_TIMER_H_
