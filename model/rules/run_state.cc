#include "model/rules/run_state.h"

#include <algorithm>

#include "model/base/assert.h"

namespace interleave {
namespace {

std::size_t index(ObjectId id) {
  return static_cast<std::size_t>(id);
}

void renew(RunState::ThreadInfo& thread) {
  thread.held.clear();
  thread.blocked = Blocked::no;
  thread.blocked_on = kNoObject;
  thread.deadline = thread.started = thread.ended = false;
}

}  // namespace

// What every record of a lock needs, and so most records, stands before apply and is inlined there.
inline RunState::ThreadInfo& RunState::thread_at(ObjectId id) {
  IL_ASSERT(index(id) <= count_, "a record of an unknown thread");
  return threads_.data()[index(id)];
}

inline RunState::Object& RunState::object_at(ObjectId id) {
  IL_ASSERT(index(id) <= count_, "a record of an unknown object");
  return objects_.data()[index(id)];
}

inline void RunState::block(const Record& record, Blocked how) {
  ThreadInfo& self = thread_at(record.thread);
  self.blocked = how;
  self.blocked_on = record.object;
  self.blocked_since = record.step;
  self.deadline = record.value != 0;
  ++object_at(record.object).waiters;
}

inline void RunState::unblock(const Record& record) {
  ThreadInfo& self = thread_at(record.thread);
  if (self.blocked == Blocked::no) return;
  self.blocked = Blocked::no;
  --object_at(self.blocked_on).waiters;
}

inline void RunState::acquire(ObjectId mutex, const Record& record) {
  Object& lock = object_at(mutex);
  lock.owner = record.thread;
  lock.owned_since = record.step;
  thread_at(record.thread).held.push_back(mutex);
  if (belongs_to_the_model(rank(mutex))) ++model_locks_held_;
}

inline void RunState::release(ObjectId mutex) {
  Object& lock = object_at(mutex);
  std::vector<ObjectId>& held = thread_at(lock.owner).held;
  if (!held.empty() && held.back() == mutex) {
    held.pop_back();
  } else if (std::erase(held, mutex) == 0) {
    return;
  }
  lock.owner = kNoObject;
  if (belongs_to_the_model(rank(mutex))) --model_locks_held_;
}

void RunState::begin_run() {
  count_ = removed_watches_ = model_locks_held_ = 0;
  alive_.fill(0);
  objects_.front() = {};
  renew(threads_.front());
  calls_.begin_run();
}

void RunState::created(const Record& record, ObjectKind kind, Name name) {
  const std::size_t at = index(record.object);
  IL_ASSERT(at == count_ + 1, "identities are given in order");
  count_ = static_cast<std::uint32_t>(at);
  if (objects_.size() <= at) {
    objects_.resize(at + 1);
    threads_.resize(at + 1);
  }
  objects_[at] = {
      .kind = kind, .name = name, .detail = record.value, .creator = record.thread, .alive = true};
  ++alive_[static_cast<std::size_t>(kind)];
  renew(threads_[at]);
  if (kind == ObjectKind::condvar) ++object_at(bound_mutex(record.object)).condvars;
}

void RunState::apply(const Record& record) {
  switch (record.event) {
    case Event::thread_started:
      thread_at(record.object).started = true;
      break;
    case Event::thread_ended:
      thread_at(record.object).ended = true;
      break;
    case Event::join_begin:
      block(record, Blocked::join);
      break;
    case Event::join_end:
      unblock(record);
      die(record);
      break;
    case Event::poll_begin:
      block(record, Blocked::poll);
      break;
    case Event::poll_end:
      unblock(record);
      break;
    case Event::lock_requested:
      block(record, Blocked::lock);
      break;
    case Event::lock_acquired:
      unblock(record);
      acquire(record.object, record);
      break;
    case Event::lock_released:
      release(record.object);
      break;
    case Event::wait_begin:
      release(bound_mutex(record.object));
      block(record, Blocked::condition);
      break;
    case Event::wait_end:
      unblock(record);
      acquire(bound_mutex(record.object), record);
      break;
    case Event::watch_removed:
    case Event::watch_freed:
    case Event::callback_begin:
    case Event::callback_end:
      apply_watch(record);
      break;
    case Event::object_destroyed:
    case Event::client_reaped:
    case Event::peer_closed:
      die(record);
      break;
    default:
      calls_.apply(record);
      break;
  }
}

void RunState::apply_watch(const Record& record) {
  switch (record.event) {
    case Event::watch_removed:
      return remove_watch(record);
    case Event::watch_freed:
      return free_watch(record);
    default:
      object_at(record.object).called_back = record.event == Event::callback_begin;
      return;
  }
}

std::string RunState::name(ObjectId id) const {
  const Object& found = object(id);
  if (found.kind == ObjectKind::none) return id == kNoObject ? "the world" : "an unknown object";
  if (found.kind != ObjectKind::mutex) return found.name.text();
  return found.name.number == 0 ? "the " + found.name.text() + " lock"
                                : found.name.text() + "'s lock";
}

bool RunState::holds(ObjectId who, Rank wanted) const {
  return std::ranges::any_of(thread(who).held,
                             [&](ObjectId mutex) { return rank(mutex) == wanted; });
}

ObjectId RunState::model_lock_held(ObjectId who, ObjectId except) const {
  for (const ObjectId mutex : thread(who).held) {
    if (mutex != except && belongs_to_the_model(rank(mutex))) return mutex;
  }
  return kNoObject;
}

void RunState::die(const Record& record) {
  Object& object = object_at(record.object);
  if (!object.alive) return;
  object.alive = false;
  object.died = record.step;
  --alive_[static_cast<std::size_t>(object.kind)];
  if (object.kind == ObjectKind::condvar) --object_at(bound_mutex(record.object)).condvars;
}

void RunState::remove_watch(const Record& record) {
  Object& watch = object_at(record.object);
  if (watch.removed || !watch.alive) return;
  watch.removed = true;
  watch.removed_by = record.thread;
  ++removed_watches_;
}

void RunState::free_watch(const Record& record) {
  Object& watch = object_at(record.object);
  if (watch.removed) --removed_watches_;
  watch.removed = false;
  die(record);
}

}  // namespace interleave
