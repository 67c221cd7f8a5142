// What every worker does now, and how long calls have waited and taken.
#ifndef INTERLEAVE_DAEMON_CORE_WORK_LEDGER_H_
#define INTERLEAVE_DAEMON_CORE_WORK_LEDGER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "daemon/core/job_queue.h"
#include "model/base/name.h"
#include "model/base/time_histogram.h"
#include "model/locks/held_locks.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

struct Activity {
  enum class Kind : std::uint8_t {
    idle,
    call,     // makes the call below
    work,     // does what a session has asked for: a stream's data, for the most part
    closing,  // closes the session of a client that has gone
  };
  Kind kind = Kind::idle;
  Instant since{};
  std::uint64_t client = 0;  // its number, unless idle
  std::uint32_t program = 0;
  std::int32_t procedure = 0;
};

// A worker's place: the worker makes it and keeps it alive until it has left. `activity` is
// guarded by the server lock.
struct Seat {
  const Name name;
  const Lane lane;
  const HeldLocks& locks;  // of the worker's thread
  Activity activity{};
};

// Guarded by the server lock, as a whole. Times are what the caller says.
class WorkLedger {
 public:
  // So many workers may enter without a need of memory. Throws std::bad_alloc.
  void reserve(std::size_t workers) IL_REQUIRES(server_rank) { seats_.reserve(workers); }
  void enter(Seat& seat, Instant now) IL_REQUIRES(server_rank);
  void leave(const Seat& seat) IL_REQUIRES(server_rank);

  // The worker has taken the task; it has given it back.
  void begin(Seat& seat, const Task& task, Instant now) IL_REQUIRES(server_rank);
  void end(Seat& seat, Instant now) IL_REQUIRES(server_rank);

  [[nodiscard]] const std::vector<Seat*>& seats() const IL_REQUIRES(server_rank) { return seats_; }
  // Of calls: from dx to a worker, and from there to the reply.
  [[nodiscard]] const TimeHistogram& waits() const IL_REQUIRES(server_rank) { return waits_; }
  [[nodiscard]] const TimeHistogram& calls() const IL_REQUIRES(server_rank) { return calls_; }

 private:
  std::vector<Seat*> seats_;  // in the order in which they came
  TimeHistogram waits_;
  TimeHistogram calls_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_WORK_LEDGER_H_
