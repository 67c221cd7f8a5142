// What the real world keeps for each thread: the one place of it that is thread-local.
#ifndef INTERLEAVE_DAEMON_ASIO_CURRENT_THREAD_H_
#define INTERLEAVE_DAEMON_ASIO_CURRENT_THREAD_H_

#include "model/base/name.h"
#include "model/locks/held_locks.h"
#include "model/trace/event.h"

namespace interleave::daemon {

// The calling thread's own.
struct CurrentThread {
  Name name{"thread"};  // of a thread that nobody named: one that a library has started
  HeldLocks held;
  ObjectId trace_id = kNoObject;  // in a trace that is kept
};

CurrentThread& current_thread();

// Names the calling thread, for log lines and for the system's own tools (cut to 15 bytes there;
// the process's first thread keeps the program's name).
void name_current_thread(Name name);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_CURRENT_THREAD_H_
