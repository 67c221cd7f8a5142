#include "daemon/core/event_loop.h"

#include <algorithm>
#include <cstddef>
#include <new>
#include <ranges>
#include <span>
#include <utility>

#include "daemon/core/make_room.h"
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
    for (const auto& [handle, watched] : watched_) world_.poller.unwatch(handle);
  }
  free_removed();
}

WatchId EventLoop::add_handle(Handle handle, Readiness interest, HandleCallback callback,
                              FreeCallback on_free) {
  auto watch = std::make_unique<HandleWatch>(
      HandleWatch{handle, interest, std::move(callback), std::move(on_free), kNoObject});
  LoopLock lock(mutex_);
  make_room_for_a_handle();
  const auto [place, is_new] = watched_.try_emplace(handle);
  const WatchId id = ++last_id_;
  HandleWatch* added = nullptr;
  try {
    place->second.watches.reserve(place->second.watches.size() + 1);
    added = handles_.emplace(id, std::move(watch)).first->second.get();
  } catch (const std::bad_alloc&) {
    if (is_new) watched_.erase(place);
    throw;
  }
  added->object =
      world_.trace.create(ObjectKind::watch, Name{"handle", static_cast<std::uint32_t>(id)});
  place->second.watches.push_back(id);
  mark_dirty(handle, place->second);
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
  due_.add(id);
  TimerWatch* added = nullptr;
  try {
    added = timers_.emplace(id, std::move(watch)).first->second.get();
  } catch (const std::bad_alloc&) {
    due_.remove(id);
    throw;
  }
  added->object =
      world_.trace.create(ObjectKind::watch, Name{"timer", static_cast<std::uint32_t>(id)});
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
  due_.set(id, interval ? later(now, *interval) : kNever);
  const bool wake = must_wake();
  lock.unlock();
  if (wake) world_.poller.wake();
}

bool EventLoop::remove_timer(WatchId id) {
  LoopLock lock(mutex_);
  const auto found = timers_.find(id);
  if (found == timers_.end()) return false;
  world_.trace.record(Event::watch_removed, found->second->object);
  due_.remove(id);
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
    call_due(now);
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

std::optional<Instant> EventLoop::prepare() {
  try {
    return prepare_all();
  } catch (const std::bad_alloc&) {
    // Those who are served meanwhile may leave some.
    return Instant::min();
  }
}

// Tells the poller what has changed and frees what was removed, until there is nothing of either;
// then says until when to wait, or nothing when the loop is to quit. From there on a change by
// another thread wakes the poller: the last look at the changes and the flag that asks for the
// wake-up are under one lock, so none falls between them.
std::optional<Instant> EventLoop::prepare_all() {
  for (;;) {
    {
      LoopLock lock(mutex_);
      collect_changes();
      garbage_handles_.swap(removed_handles_);
      garbage_timers_.swap(removed_timers_);
      if (change_count_ == 0 && garbage_handles_.empty() && garbage_timers_.empty()) {
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
  change_count_ = 0;
  const std::size_t part = std::min(dirty_.size(), changes_.size());
  // Each of them may turn out not to be one that can be watched.
  make_room(unwatchable_, part);
  const auto end = dirty_.begin() + static_cast<std::ptrdiff_t>(part);
  for (const Handle handle : std::ranges::subrange(dirty_.begin(), end)) {
    const auto found = watched_.find(handle);
    if (found == watched_.end() || !found->second.dirty) continue;
    found->second.dirty = false;
    changes_[change_count_++] = {handle, wanted(found->second)};
    if (found->second.watches.empty()) watched_.erase(found);
  }
  dirty_.erase(dirty_.begin(), end);
}

void EventLoop::free_removed() {
  const auto free_all = [this](auto& garbage) {
    while (!garbage.empty()) {
      const auto watch = garbage.pop_front();
      world_.trace.record(Event::watch_freed, watch->object);
      if (watch->on_free) watch->on_free();
    }
  };
  free_all(garbage_handles_);
  free_all(garbage_timers_);
}

void EventLoop::apply_changes() {
  for (const auto& [handle, interest] : std::span(changes_).first(change_count_)) {
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
  call_back(watch->object, [&] { watch->callback(id); });
}

// Whoever has more to lose than a call that is made again has caught it before.
template <class Call>
void EventLoop::call_back(ObjectId watch, const Call& call) {
  world_.trace.record(Event::callback_begin, watch);
  try {
    call();
  } catch (const std::bad_alloc&) {
  }
  world_.trace.record(Event::callback_end, watch);
}

void EventLoop::call_due(Instant now) {
  try {
    collect_due(now);
  } catch (const std::bad_alloc&) {
    // Whoever is due or ready still is in the next iteration.
    return;
  }
  for (const WatchId id : due_now_) call_timer(id, now);
  for (const auto& [id, what] : ready_now_) call_handle(id, what);
}

// Whom to call back in this iteration. Ready handles become watches now, before any callback runs:
// a callback may close a handle, and its number may come back with another watch, which is not
// meant.
void EventLoop::collect_due(Instant now) {
  due_now_.clear();
  ready_now_.clear();
  LoopLock lock(mutex_);
  waiting_ = false;
  for (const Handle handle : unwatchable_) ready_.push_back({handle, Readiness::hangup()});
  due_.collect_due(now, due_now_);
  for (const auto& [handle, what] : ready_) {
    const auto found = watched_.find(handle);
    if (found == watched_.end()) continue;
    for (const WatchId id : found->second.watches) ready_now_.emplace_back(id, what);
  }
  lock.unlock();
  unwatchable_.clear();
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
  call_back(watch->object, [&] { watch->callback(id, what); });
}

bool EventLoop::on_loop_thread() const {
  return loop_thread_ == &world_.threads.held_locks();
}

Readiness EventLoop::wanted(const Watched& watched) const {
  Readiness all;
  for (const WatchId id : watched.watches) all = all | handles_.at(id)->interest;
  return all;
}

// So that no later change needs any.
void EventLoop::make_room_for_a_handle() {
  make_room(dirty_, watched_.size() + 1);
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
