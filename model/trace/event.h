// The vocabulary of the trace. The monitors of model/rules, the recordings and the explanations are
// written in it.
#ifndef INTERLEAVE_MODEL_TRACE_EVENT_H_
#define INTERLEAVE_MODEL_TRACE_EVENT_H_

#include <cstdint>
#include <string_view>

namespace interleave {

// Identity of a traced object within one run; see Trace::create.
enum class ObjectId : std::uint32_t {};
inline constexpr ObjectId kNoObject{0};

enum class ObjectKind : std::uint8_t {
  none,
  mutex,
  condvar,
  thread,
  poller,
  listener,
  stream,
  watch,   // a handle or a timer of an event loop
  client,  // the server's side of a connection
  peer,    // the other side, as a scenario's model client sees it
  server,
  variable,  // shared memory whose every access is a scheduling point
  file,      // an open file that came beside a stream's bytes, or will go
  count_,
};

// Each line: what it means · what `object` is · what `value` is (nothing where not said).
enum class Event : std::uint8_t {
  none,
  // Threads.
  thread_started,    // the child's first record · the thread
  thread_ended,      // the child's last record · the thread
  join_begin,        // about to wait for a thread's end · that thread
  join_end,          // it has ended · that thread
  object_created,    // Trace::create · the object · its detail
  object_destroyed,  // its destructor runs · the object
  // Locks. A request precedes the lock's own scheduling point.
  lock_requested,  // about to acquire · the mutex
  lock_acquired,   // has it · the mutex
  lock_released,   // about to release it · the mutex
  wait_begin,      // waits; the bound mutex is released with it · the condvar · 1 with a deadline
  wait_end,        // back, with the mutex again · the condvar · 0 deadline reached, 1 woken
  notify_one,      // · the condvar
  notify_all,      // · the condvar
  // Blocking.
  poll_begin,  // about to wait for readiness · the poller · 1 with a deadline
  poll_end,    // has returned · the poller · how many handles are ready
  poll_woken,  // somebody calls wake · the poller
  // The API behind the daemon (T10).
  api_begin,  // about to call · the client it is for · the call's serial, 0 for a job
  api_end,    // has returned · the client · the serial
  // The event loop.
  watch_removed,   // marked for removal · the watch
  watch_freed,     // its free-callback is about to run · the watch
  callback_begin,  // about to call the watch's callback · the watch
  callback_end,    // it has returned · the watch
  // Clients and calls. A call is named by its client and serial.
  client_opened,  // accepted · the client
  client_closed,  // its stream is closed; nothing is read or written any more · the client
  client_reaped,  // about to be destroyed · the client
  call_accepted,  // a complete call has been read · the client · serial
  call_queued,    // it is on dx · the client · serial
  call_taken,     // a worker has it · the client · serial
  call_answered,  // its reply is on tx · the client · serial
  call_refused,   // an error reply is on tx, the call was never made · the client · serial
  call_dropped,   // no reply will be sent, for a logged reason · the client · serial
  reply_written,  // its reply is written whole · the client · serial
  job_queued,     // work of the client without a call (closing its session) · the client
  job_done,       // · the client
  // The daemon's life.
  stop_requested,  // · the server · the drain deadline in nanoseconds
  stopped,         // every thread is joined · the server · 0 drained, 1 forced
  // What the world says, on no thread's behalf.
  peer_opened,   // a model client has connected · the peer · kNarrow bytes or fewer fit in, 0: more
  peer_closed,   // it has closed its end · the peer
  time_skipped,  // time has been moved although threads could run · — · by how many nanoseconds
  settled,       // nothing can run, no fault is pending, time has not been moved · — · open peers
  waiter_ready,  // nothing can run, and this waiter's condition holds · the condvar · the waiter
  stuck,         // nothing can run and nothing will · — · number of threads that have not ended
  step_limit,    // the run was cut · — · the limit
  finished,      // the program has ended; nothing of it should be left
  count_,
};

// Of a connection that holds no more bytes than that at a time peer_opened says how many: every
// message is cut into dozens of pieces there.
inline constexpr std::uint64_t kNarrow = 3;

// The names of the recordings: "lock_acquired", "mutex".
std::string_view to_string(Event event);
std::string_view to_string(ObjectKind kind);

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_TRACE_EVENT_H_
