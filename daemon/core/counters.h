// What became of every call, and of every message that was sent unasked (D6).
#ifndef INTERLEAVE_DAEMON_CORE_COUNTERS_H_
#define INTERLEAVE_DAEMON_CORE_COUNTERS_H_

#include <atomic>
#include <cstdint>

#include "daemon/core/reasons.h"

namespace interleave::daemon {

struct Statistics;

// Any thread may read. At quiescence accepted = answered + refused + dropped, exactly.
struct Counters {
  std::atomic<std::uint64_t> clients{0};    // connections accepted
  std::atomic<std::uint64_t> anonymous{0};  // clients now that have not authenticated (D7)
  std::atomic<std::uint64_t> accepted{0};   // complete calls that were read
  std::atomic<std::uint64_t> answered{0};   // their reply was handed to the client's tx queue
  // An error reply instead, the call was not made; the client had gone before a reply could be
  // queued.
  CountByReason<Refusal, kRefusals> refused;
  CountByReason<Drop, kDrops> dropped;

  // Events, stream data: at quiescence posted = delivered + discarded, exactly.
  std::atomic<std::uint64_t> posted{0};     // taken from the session
  std::atomic<std::uint64_t> delivered{0};  // written whole
  std::atomic<std::uint64_t> discarded{0};  // the client had gone, or was cut off

  // Fills in all of these. On the loop thread with the server lock held nothing of them changes.
  void report(Statistics& statistics) const;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_COUNTERS_H_
