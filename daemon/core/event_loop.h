// The event loop (T2, T6): handles and timers, and callbacks for them in one thread.
#ifndef INTERLEAVE_DAEMON_CORE_EVENT_LOOP_H_
#define INTERLEAVE_DAEMON_CORE_EVENT_LOOP_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "daemon/core/timer_queue.h"
#include "daemon/core/watch.h"
#include "model/locks/guards.h"
#include "model/seam/world.h"

namespace interleave::daemon {

// Watches handles, computes timers, and calls back, as libvirt's virEvent contract says.
//
// add_*, update_*, remove_* and quit may be called from any thread, with any lock held, and from
// callbacks: the loop's own lock is a leaf, never held while a callback or a free-callback runs. A
// change made by another thread wakes the loop.
//
// Callbacks and free-callbacks run on the loop thread with no lock of the loop held. After remove
// returns on the loop thread, no callback of that watch starts; on another thread, one that was
// already chosen may still run. The free-callback runs once, after the last callback: the only safe
// point to release what the callback uses. Watches that are left when the loop is destroyed are freed
// by the destructor.
//
// One iteration: free what was removed; wait; due timers in the order of their deadlines (ties: of
// creation); then ready handles in the order in which they were added.
class EventLoop {
 public:
  explicit EventLoop(const World& world);
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  // The loop is not running.
  ~EventLoop();

  // Watches `handle`. Callbacks get the conditions that are the case: of those asked for, and
  // hang-up whenever any interest is set; with none, nothing is reported. One handle may be
  // watched several times. Whoever closes a handle removes its watches first; a handle that is
  // closed by others in between is reported as hung up. Ids are above 0 and never used twice.
  WatchId add_handle(Handle handle, Readiness interest, HandleCallback callback,
                     FreeCallback on_free = {});
  // No effect for an unknown id.
  void update_handle(WatchId id, Readiness interest);
  // False for an unknown id.
  bool remove_handle(WatchId id);

  // Calls back every `interval` from now on: absent is never, zero is once each iteration.
  WatchId add_timer(std::optional<Duration> interval, TimerCallback callback,
                    FreeCallback on_free = {});
  // A new interval, counted from now. No effect for an unknown id.
  void update_timer(WatchId id, std::optional<Duration> interval);
  // False for an unknown id.
  bool remove_timer(WatchId id);

  // Runs until quit is called. The calling thread is the loop thread; once in the loop's life.
  void run();
  // Makes run return after the present iteration, or at once when it is called before run.
  void quit();

 private:
  struct HandleEntry;
  class Impl;

  void purge();
  void apply_interest();
  void dispatch_timers();
  void dispatch_handles(const std::vector<Ready>& ready);
  void call_handle(WatchId id, Readiness what);
  [[nodiscard]] bool on_loop_thread() const;
  void changed(bool wake);

  // Constant.
  const World world_;
  const std::unique_ptr<Mutex> mutex_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_EVENT_LOOP_H_
