// What the real world keeps for each thread: the one place of it that is thread-local.
#ifndef INTERLEAVE_DAEMON_ASIO_CURRENT_THREAD_H_
#define INTERLEAVE_DAEMON_ASIO_CURRENT_THREAD_H_

#include <cstdint>

#include "model/base/name.h"
#include "model/locks/held_locks.h"
#include "model/trace/event.h"

namespace interleave::daemon {

// Where a thread stands in a trace that is kept; see file_trace.h.
struct TracePen {
  ObjectId thread = kNoObject;
  std::uint32_t turn = 0;
  bool in_section = false;  // of a lock that orders
  // The rest of its block.
  std::uint64_t* next = nullptr;
  std::uint64_t* end = nullptr;
};

// The calling thread's own.
struct CurrentThread {
  Name name{"thread"};  // of a thread that nobody named: one that a library has started
  HeldLocks held;
  TracePen pen;
};

namespace detail {
extern constinit thread_local CurrentThread the_current_thread;
}  // namespace detail

inline CurrentThread& current_thread() {
  return detail::the_current_thread;
}

// Names the calling thread, for log lines and for the system's own tools (cut to 15 bytes there;
// the process's first thread keeps the program's name).
void name_current_thread(Name name);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_CURRENT_THREAD_H_
