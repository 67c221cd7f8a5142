#include "daemon/core/event_loop.h"

#include <algorithm>

#include "model/base/assert.h"

namespace interleave::daemon {

EventLoop::EventLoop(const World& world)
    : world_(world),
      meter_(world.clock),
      owned_mutex_(world.threads.make_mutex(Name{"loop"}, Rank::loop)),
      mutex_(*owned_mutex_) {
  mutex_.measure(meter_);
}

EventLoop::~EventLoop() {
  {
    LoopLock lock(mutex_);
    IL_ASSERT(!waiting_, "an event loop is destroyed while it runs");
    for (auto& [id, watch] : handles_) removed_handles_.push_back(std::move(watch));
    for (auto& [id, watch] : timers_) removed_timers_.push_back(std::move(watch));
    garbage_handles_.swap(removed_handles_);
    garbage_timers_.swap(removed_timers_);
    changes_.clear();
    for (const auto& [handle, watched] : watched_) changes_.push_back({handle, Readiness{}});
  }
  for (const InterestChange& change : changes_) world_.poller.unwatch(change.handle);
  free_removed();
}

WatchId EventLoop::add_handle(Handle handle, Readiness interest, HandleCallback callback,
                              FreeCallback on_free) {
  auto watch = std::make_unique<HandleWatch>(
      HandleWatch{handle, interest, std::move(callback), std::move(on_free), kNoObject});
  LoopLock lock(mutex_);
  const WatchId id = ++last_id_;
  watch->object =
      world_.trace.create(ObjectKind::watch, Name{"handle", static_cast<std::uint32_t>(id)});
  handles_.emplace(id, std::move(watch));
  Watched& watched = watched_[handle];
  watched.watches.push_back(id);
  mark_dirty(handle, watched);
  const bool wake = must_wake();
  lock.unlock();
  if (wake) world_.poller.wake();
  return id;
}

void EventLoop::update_handle(WatchId id, Readiness interest) {
  LoopLock lock(mutex_);
  const auto found = handles_.find(id);
  if (found == handles_.end() || found->second->interest == interest) return;
  found->second->interest = interest;
  mark_dirty(found->second->handle, watched_[found->second->handle]);
  const bool wake = must_wake();
  lock.unlock();
  if (wake) world_.poller.wake();
}

bool EventLoop::remove_handle(WatchId id) {
  LoopLock lock(mutex_);
  const auto found = handles_.find(id);
  if (found == handles_.end()) return false;
  const Handle handle = found->second->handle;
  world_.trace.record(Event::watch_removed, found->second->object);
  removed_handles_.push_back(std::move(found->second));
  handles_.erase(found);
  Watched& watched = watched_[handle];
  std::erase(watched.watches, id);
  const bool last = watched.watches.empty();
  // The caller may close the handle as soon as this returns, and its number may come back at once:
  // on the loop thread the poller forgets it now.
  const bool forget_now = last && on_loop_thread();
  if (forget_now) {
    watched_.erase(handle);
  } else {
    mark_dirty(handle, watched);
  }
  const bool wake = must_wake();
  lock.unlock();
  if (forget_now) world_.poller.unwatch(handle);
  if (wake) world_.poller.wake();
  return true;
}

WatchId EventLoop::add_timer(std::optional<Duration> interval, TimerCallback callback,
                             FreeCallback on_free) {
  const Instant now = world_.clock.now();
  auto watch = std::make_unique<TimerWatch>(
      TimerWatch{interval, std::move(callback), std::move(on_free), kNoObject});
  LoopLock lock(mutex_);
  const WatchId id = ++last_id_;
  watch->object =
      world_.trace.create(ObjectKind::watch, Name{"timer", static_cast<std::uint32_t>(id)});
  timers_.emplace(id, std::move(watch));
  if (interval) due_.set(id, later(now, *interval));
  const bool wake = must_wake();
  lock.unlock();
  if (wake) world_.poller.wake();
  return id;
}

void EventLoop::update_timer(WatchId id, std::optional<Duration> interval) {
  const Instant now = world_.clock.now();
  LoopLock lock(mutex_);
  const auto found = timers_.find(id);
  if (found == timers_.end()) return;
  found->second->interval = interval;
  if (interval) {
    due_.set(id, later(now, *interval));
  } else {
    due_.clear(id);
  }
  const bool wake = must_wake();
  lock.unlock();
  if (wake) world_.poller.wake();
}

bool EventLoop::remove_timer(WatchId id) {
  LoopLock lock(mutex_);
  const auto found = timers_.find(id);
  if (found == timers_.end()) return false;
  world_.trace.record(Event::watch_removed, found->second->object);
  due_.clear(id);
  removed_timers_.push_back(std::move(found->second));
  timers_.erase(found);
  const bool wake = must_wake();
  lock.unlock();
  if (wake) world_.poller.wake();
  return true;
}

void EventLoop::run() {
  {
    LoopLock lock(mutex_);
    IL_ASSERT(loop_thread_ == nullptr, "an event loop runs once");
    loop_thread_ = &world_.threads.held_locks();
  }
  while (const std::optional<Instant> deadline = prepare()) {
    world_.poller.wait(*deadline, ready_);
    const Instant now = world_.clock.now();
    collect_due(now);
    for (const WatchId id : due_now_) call_timer(id, now);
    for (const auto& [id, what] : ready_now_) call_handle(id, what);
    turns_.add(world_.clock.now() - now);
  }
}

void EventLoop::quit() {
  LoopLock lock(mutex_);
  quit_ = true;
  const bool wake = must_wake();
  lock.unlock();
  if (wake) world_.poller.wake();
}

// Tells the poller what has changed and frees what was removed, until there is nothing of either;
// then says until when to wait, or nothing when the loop is to quit. From there on a change by
// another thread wakes the poller: the last look at the changes and the flag that asks for the
// wake-up are under one lock, so none falls between them.
std::optional<Instant> EventLoop::prepare() {
  for (;;) {
    {
      LoopLock lock(mutex_);
      collect_changes();
      garbage_handles_.swap(removed_handles_);
      garbage_timers_.swap(removed_timers_);
      if (changes_.empty() && garbage_handles_.empty() && garbage_timers_.empty()) {
        if (quit_) return std::nullopt;
        waiting_ = true;
        return unwatchable_.empty() ? due_.next() : Instant::min();
      }
    }
    // In this order: a free-callback may close the handle that the poller must have forgotten.
    apply_changes();
    free_removed();
  }
}

void EventLoop::collect_changes() {
  changes_.clear();
  for (const Handle handle : dirty_) {
    const auto found = watched_.find(handle);
    if (found == watched_.end() || !found->second.dirty) continue;
    found->second.dirty = false;
    changes_.push_back({handle, wanted(found->second)});
    if (found->second.watches.empty()) watched_.erase(found);
  }
  dirty_.clear();
}

void EventLoop::free_removed() {
  const auto free_all = [this](auto& garbage) {
    for (auto& watch : garbage) {
      world_.trace.record(Event::watch_freed, watch->object);
      if (watch->on_free) watch->on_free();
      watch.reset();
    }
    garbage.clear();
  };
  free_all(garbage_handles_);
  free_all(garbage_timers_);
}

void EventLoop::apply_changes() {
  for (const auto& [handle, interest] : changes_) {
    if (!interest.any()) {
      world_.poller.unwatch(handle);
    } else if (world_.poller.watch(handle, interest) != IoStatus::ok) {
      unwatchable_.push_back(handle);
    }
  }
}

void EventLoop::call_timer(WatchId id, Instant now) {
  const TimerWatch* watch = nullptr;
  {
    LoopLock lock(mutex_);
    const auto found = timers_.find(id);
    // An earlier callback may have removed the timer or moved it.
    if (found == timers_.end() || due_.of(id) > now) return;
    watch = found->second.get();
    due_.set(id, later(now, *watch->interval));
  }
  world_.trace.record(Event::callback_begin, watch->object);
  watch->callback(id);
  world_.trace.record(Event::callback_end, watch->object);
}

// Whom to call back in this iteration. Ready handles become watches now, before any callback runs:
// a callback may close a handle, and its number may come back with another watch, which is not
// meant.
void EventLoop::collect_due(Instant now) {
  due_now_.clear();
  ready_now_.clear();
  for (const Handle handle : unwatchable_) ready_.push_back({handle, Readiness::hangup()});
  unwatchable_.clear();
  LoopLock lock(mutex_);
  waiting_ = false;
  due_.collect_due(now, due_now_);
  for (const auto& [handle, what] : ready_) {
    const auto found = watched_.find(handle);
    if (found == watched_.end()) continue;
    for (const WatchId id : found->second.watches) ready_now_.emplace_back(id, what);
  }
  lock.unlock();
  std::ranges::sort(ready_now_, {}, &std::pair<WatchId, Readiness>::first);
}

void EventLoop::call_handle(WatchId id, Readiness what) {
  const HandleWatch* watch = nullptr;
  {
    LoopLock lock(mutex_);
    const auto found = handles_.find(id);
    if (found == handles_.end()) return;
    watch = found->second.get();
    if (!watch->interest.any()) return;
    what = what & (watch->interest | Readiness::hangup());
  }
  if (!what.any()) return;
  world_.trace.record(Event::callback_begin, watch->object);
  watch->callback(id, what);
  world_.trace.record(Event::callback_end, watch->object);
}

bool EventLoop::on_loop_thread() const {
  return loop_thread_ == &world_.threads.held_locks();
}

Readiness EventLoop::wanted(const Watched& watched) const {
  Readiness all;
  for (const WatchId id : watched.watches) all = all | handles_.at(id)->interest;
  return all;
}

void EventLoop::mark_dirty(Handle handle, Watched& watched) {
  if (watched.dirty) return;
  watched.dirty = true;
  dirty_.push_back(handle);
}

bool EventLoop::must_wake() {
  // The flag goes with the wake-up: one is enough until the loop has looked again.
  const bool wake = waiting_ && !on_loop_thread();
  if (wake) waiting_ = false;
  return wake;
}

}  // namespace interleave::daemon
