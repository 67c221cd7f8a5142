// The event loop (T2, T6): handles and timers, and callbacks for them in one thread.
#ifndef INTERLEAVE_DAEMON_CORE_EVENT_LOOP_H_
#define INTERLEAVE_DAEMON_CORE_EVENT_LOOP_H_

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/core/chain.h"
#include "daemon/core/timer_queue.h"
#include "daemon/core/watch.h"
#include "model/base/time_histogram.h"
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
// point to release what the callback uses. Watches that are left when the loop is destroyed are
// freed by the destructor.
//
// Only add_* need memory. Where the loop itself has none for a list of what is to be called, it
// calls nobody, and finds them again in the next iteration. A callback that throws std::bad_alloc
// ends there, and the loop goes on: a handle that is still ready is called again, a timer after its
// interval.
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
  // watched several times. A handle that cannot be watched is reported as hung up. Whoever closes
  // a handle on the loop thread removes its watches first; other threads close it in the watch's
  // free-callback. Ids are above 0 and never used twice. Throws std::bad_alloc: nothing is watched
  // then, and no free-callback runs.
  WatchId add_handle(Handle handle, Readiness interest, HandleCallback callback,
                     FreeCallback on_free = {});
  // No effect for an unknown id.
  void update_handle(WatchId id, Readiness interest);
  // False for an unknown id.
  bool remove_handle(WatchId id);

  // Calls back every `interval` from now on: absent is never, zero is once each iteration. Throws
  // as add_handle does.
  WatchId add_timer(std::optional<Duration> interval, TimerCallback callback,
                    FreeCallback on_free = {});
  // A new interval, counted from now. No effect for an unknown id.
  void update_timer(WatchId id, std::optional<Duration> interval);
  // False for an unknown id.
  bool remove_timer(WatchId id);

  // Runs until quit is called. The calling thread is the loop thread; once in the loop's life.
  void run();
  // What run has done since it began. The loop thread.
  [[nodiscard]] const TimeHistogram& turns() const { return turns_; }
  // The times of the loop's own lock. Any thread.
  [[nodiscard]] const LockMeter& lock_meter() const { return meter_; }
  // Makes run return after the present iteration, or at once when it is called before run.
  void quit();

 private:
  // What stays constant in a watch is read without the lock; its memory goes in free_removed()
  // alone.
  struct HandleWatch {
    Handle handle;
    Readiness interest;  // guarded by the loop's lock
    HandleCallback callback;
    FreeCallback on_free;
    ObjectId object;
    std::unique_ptr<HandleWatch> next{};  // once removed
  };
  struct TimerWatch {
    std::optional<Duration> interval;  // guarded by the loop's lock
    TimerCallback callback;
    FreeCallback on_free;
    ObjectId object;
    std::unique_ptr<TimerWatch> next{};  // once removed
  };
  // A handle's watches, and what the poller has been told.
  struct Watched {
    std::vector<WatchId> watches;  // in the order of their ids
    bool dirty = false;
  };
  struct InterestChange {
    Handle handle;
    Readiness interest;
  };

  [[nodiscard]] std::optional<Instant> prepare();
  [[nodiscard]] std::optional<Instant> prepare_all();
  void collect_changes() IL_REQUIRES(mutex_);
  void apply_changes();
  void free_removed();
  void call_due(Instant now);
  void collect_due(Instant now);
  template <class Call>
  void call_back(ObjectId watch, const Call& call);
  void call_timer(WatchId id, Instant now);
  void call_handle(WatchId id, Readiness what);

  [[nodiscard]] bool on_loop_thread() const IL_REQUIRES(mutex_);
  [[nodiscard]] Readiness wanted(const Watched& watched) const IL_REQUIRES(mutex_);
  void make_room_for_a_handle() IL_REQUIRES(mutex_);
  void mark_dirty(Handle handle, Watched& watched) IL_REQUIRES(mutex_);
  // Whether the loop has to be woken for a change that was just made.
  [[nodiscard]] bool must_wake() IL_REQUIRES(mutex_);

  // Constant.
  const World world_;
  LockMeter meter_;  // its own synchronisation
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;

  // Guarded by the loop's own lock.
  WatchId last_id_ IL_GUARDED_BY(mutex_) = 0;
  std::map<WatchId, std::unique_ptr<HandleWatch>> handles_ IL_GUARDED_BY(mutex_);
  std::map<Handle, Watched> watched_ IL_GUARDED_BY(mutex_);
  std::vector<Handle> dirty_ IL_GUARDED_BY(mutex_);  // with room for every handle that is not
  std::map<WatchId, std::unique_ptr<TimerWatch>> timers_ IL_GUARDED_BY(mutex_);
  TimerQueue due_ IL_GUARDED_BY(mutex_);
  Chain<HandleWatch> removed_handles_ IL_GUARDED_BY(mutex_);
  Chain<TimerWatch> removed_timers_ IL_GUARDED_BY(mutex_);
  const HeldLocks* loop_thread_ IL_GUARDED_BY(mutex_) = nullptr;  // stands for the thread
  bool waiting_ IL_GUARDED_BY(mutex_) = false;
  bool quit_ IL_GUARDED_BY(mutex_) = false;

  // Loop thread only.
  TimeHistogram turns_;  // from the end of a wait to the next

  // Loop thread only. What is to be told to the poller, part by part.
  std::array<InterestChange, 64> changes_;
  std::size_t change_count_ = 0;
  Chain<HandleWatch> garbage_handles_;
  Chain<TimerWatch> garbage_timers_;

  // Loop thread only. Kept for their memory between iterations.
  std::vector<Ready> ready_;
  std::vector<WatchId> due_now_;
  std::vector<std::pair<WatchId, Readiness>> ready_now_;
  std::vector<Handle> unwatchable_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_EVENT_LOOP_H_
