// What lasts: locks that are held, waits, calls; and who woke whom.
#ifndef INTERLEAVE_SIM_EXPLAIN_SPANS_H_
#define INTERLEAVE_SIM_EXPLAIN_SPANS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/explain/observed_run.h"
#include "sim/explain/rows.h"

namespace interleave::sim {

enum class SpanKind : std::uint8_t {
  held,      // a lock · the mutex
  queued,    // waits for a lock · the mutex
  waiting,   // for a condition · the condvar
  polling,   // · the poller
  joining,   // · the thread
  api,       // in a call of the API behind the daemon · the client
  callback,  // in a callback of the event loop · the watch
};

// "held", "queued".
std::string_view to_string(SpanKind kind);

struct Span {
  SpanKind kind = SpanKind::held;
  std::uint32_t thread = 0;
  ObjectId object = kNoObject;
  std::size_t begin = 0;  // row of its first step
  std::size_t end = 0;    // row of the step that ends it; the number of rows where none does
};

// In the order of their beginnings.
std::vector<Span> make_spans(const ObservedRun& run, const Rows& rows);

// What one thread did lets another go on.
struct Wakeup {
  std::size_t from = 0;  // row of the one
  std::size_t to = 0;    // row at which the other goes on
};

// Notifications and joins whose other end the run has come to, in the order of `to`.
std::vector<Wakeup> make_wakeups(const ObservedRun& run, const Rows& rows);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_SPANS_H_
