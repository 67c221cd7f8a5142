// What became of every call (D6).
#ifndef INTERLEAVE_DAEMON_CORE_COUNTERS_H_
#define INTERLEAVE_DAEMON_CORE_COUNTERS_H_

#include <atomic>
#include <cstdint>

namespace interleave::daemon {

// Any thread may read. At quiescence accepted = answered + refused + dropped, exactly.
struct Counters {
  std::atomic<std::uint64_t> clients{0};   // connections accepted
  std::atomic<std::uint64_t> accepted{0};  // complete calls that were read
  std::atomic<std::uint64_t> answered{0};  // their reply was handed to the client's tx queue
  std::atomic<std::uint64_t> refused{0};   // an error reply instead, the call was not made
  std::atomic<std::uint64_t> dropped{0};   // the client had gone before a reply could be queued
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_COUNTERS_H_
