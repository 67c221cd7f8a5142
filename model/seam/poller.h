// The seam, 4 of 5: waiting until handles are ready.
#ifndef INTERLEAVE_MODEL_SEAM_POLLER_H_
#define INTERLEAVE_MODEL_SEAM_POLLER_H_

#include <vector>

#include "model/seam/clock.h"
#include "model/seam/handle.h"
#include "model/seam/io_status.h"
#include "model/trace/trace.h"

namespace interleave {

class Threads;

struct Ready {
  Handle handle = Handle::none;
  Readiness what;
};

// Level-triggered readiness of a set of handles. One event loop, in one thread, owns a poller; that
// thread alone calls watch, unwatch and wait.
class Poller {
 public:
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  virtual ~Poller();

  // Watches `handle` for `interest`, replacing what was asked before. With any interest a hang-up
  // is reported as well; with none, nothing is. Errors: no_memory, no_descriptors, or other where
  // the handle cannot be watched; nothing has changed then.
  [[nodiscard]] virtual IoStatus watch(Handle handle, Readiness interest) = 0;

  // Forgets `handle`; nothing happens where it is not watched. Whoever closes a handle has it
  // forgotten first.
  virtual void unwatch(Handle handle) = 0;

  // Blocks until a watched handle is ready, wake was called since the last wait returned, or
  // `deadline` has come (at once when it has passed). Puts what is ready into `ready`, each handle
  // once, in no order; or a part of it. May return early with nothing. No lock is held (T9).
  void wait(Instant deadline, std::vector<Ready>& ready);

  // Makes the present or the next wait return. Any thread, with any lock held; never blocks; calls
  // before the wait has returned add up to one.
  void wake();

  // The poller's identity in the trace.
  [[nodiscard]] ObjectId id() const { return id_; }

 protected:
  Poller(Threads& threads, Trace& trace);
  virtual void do_wait(Instant deadline, std::vector<Ready>& ready) = 0;
  virtual void do_wake() = 0;

 private:
  Threads& threads_;
  Trace& trace_;
  const ObjectId id_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_POLLER_H_
