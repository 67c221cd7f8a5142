// Everything that the daemon tells of itself, at one moment.
#ifndef INTERLEAVE_DAEMON_CORE_STATISTICS_H_
#define INTERLEAVE_DAEMON_CORE_STATISTICS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "daemon/core/reasons.h"
#include "daemon/core/work_ledger.h"
#include "model/base/time_histogram.h"
#include "model/locks/lock_meter.h"
#include "model/locks/rank_set.h"

namespace interleave::daemon {

// Times are those of one of LockMeter::kEvery acquisitions.
struct LockStatistics {
  std::string_view name;
  TimeHistogram waits;
  TimeHistogram holds;

  static LockStatistics of(std::string_view name, const LockMeter& meter) {
    return {name, meter.waits(), meter.holds()};
  }
};

struct WorkerStatistics {
  Name name;
  Lane lane = Lane::ordinary;
  Activity activity;
  // That it holds, seen with the server lock held by who looks: so never the server's, and a
  // client's only where a worker keeps it beyond the server's.
  RankSet locks{};
};

// Numbers that belong together are read under one lock. Names in `locks` are literals.
struct Statistics {
  Instant now{};
  bool draining = false;

  // Clients.
  std::size_t clients = 0;             // that there are
  std::size_t most_clients = 0;        // Limits::max_clients
  std::size_t unauthenticated = 0;     // of those, that have yet to show who they are
  std::uint64_t clients_accepted = 0;  // that ever came

  // Calls (D6): accepted = answered + refused + dropped + in flight, exactly, at every moment.
  std::uint64_t accepted = 0;
  std::uint64_t answered = 0;
  std::array<std::uint64_t, kRefusals.size()> refused{};
  std::array<std::uint64_t, kDrops.size()> dropped{};
  std::uint64_t in_flight = 0;
  std::size_t queued = 0;  // for workers: calls, work of sessions, sessions to be closed
  TimeHistogram queue_waits;
  TimeHistogram call_times;

  // Messages that were sent unasked: posted = delivered + discarded + those that wait.
  std::uint64_t posted = 0;
  std::uint64_t delivered = 0;
  std::uint64_t discarded = 0;

  // Threads.
  std::vector<WorkerStatistics> workers;  // by their names' numbers
  std::size_t most_workers = 0;           // Limits::max_workers
  TimeHistogram turns;                    // of the loop, without its waiting

  std::vector<LockStatistics> locks;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_STATISTICS_H_
