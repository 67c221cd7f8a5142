// The statistics for people: the page /status, which `interleaved --status` prints.
#ifndef INTERLEAVE_DAEMON_STATUS_PEOPLE_PAGE_H_
#define INTERLEAVE_DAEMON_STATUS_PEOPLE_PAGE_H_

#include <chrono>
#include <string>

#include "daemon/core/statistics.h"
#include "daemon/status/metrics_page.h"
#include "daemon/status/page.h"

namespace interleave::daemon {

Page people_page(const Statistics& statistics, const ProcedureNames& names);

// "830 ns", "1.25 us", "17.3 ms", "42.0 s", "3 min 5 s", "2 h 4 min".
std::string readable(std::chrono::nanoseconds time);

// The time that a share (0 to 1) of a histogram's times do not exceed, as far as its buckets tell;
// the longest time where that is in the last one.
std::chrono::nanoseconds quantile(const TimeHistogram& times, double share);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_STATUS_PEOPLE_PAGE_H_
