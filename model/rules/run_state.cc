#include "model/rules/run_state.h"

#include <algorithm>

#include "model/base/assert.h"

namespace interleave {
namespace {

std::size_t index(ObjectId id) { return static_cast<std::size_t>(id); }

}  // namespace

void RunState::begin_run() { count_ = 0; }

void RunState::created(const Record& record, ObjectKind kind, Name name) {
  const std::size_t at = index(record.object);
  IL_ASSERT(at == count_ + 1, "identities are given in order");
  count_ = static_cast<std::uint32_t>(at);
  if (objects_.size() <= at) {
    objects_.resize(at + 1);
    threads_.resize(at + 1);
  }
  objects_[at] = {.kind = kind,
                  .name = name,
                  .detail = record.value,
                  .creator = record.thread,
                  .alive = true,
                  .owner = kNoObject};
  ThreadInfo& thread = threads_[at];
  thread.held.clear();
  thread.blocked = Blocked::no;
  thread.blocked_on = kNoObject;
  thread.deadline = thread.started = thread.ended = false;
}

void RunState::apply(const Record& record) {
  const auto block = [&](Blocked how) {
    ThreadInfo& self = thread_at(record.thread);
    self.blocked = how;
    self.blocked_on = record.object;
    self.blocked_since = record.step;
    self.deadline = record.value != 0;
  };
  const auto acquire = [&](ObjectId mutex) {
    objects_[index(mutex)].owner = record.thread;
    thread_at(record.thread).held.push_back(mutex);
  };
  const auto release = [&](ObjectId mutex) {
    Object& lock = objects_[index(mutex)];
    std::erase(thread_at(lock.owner).held, mutex);
    lock.owner = kNoObject;
  };
  const auto unblock = [&] { thread_at(record.thread).blocked = Blocked::no; };
  switch (record.event) {
    case Event::thread_started:
      thread_at(record.object).started = true;
      break;
    case Event::thread_ended:
      thread_at(record.object).ended = true;
      break;
    case Event::object_destroyed:
      objects_[index(record.object)].alive = false;
      break;
    case Event::lock_requested:
      block(Blocked::lock);
      break;
    case Event::lock_acquired:
      unblock();
      acquire(record.object);
      break;
    case Event::lock_released:
      release(record.object);
      break;
    case Event::wait_begin:
      release(static_cast<ObjectId>(object(record.object).detail));
      block(Blocked::condition);
      break;
    case Event::wait_end:
      unblock();
      acquire(static_cast<ObjectId>(object(record.object).detail));
      break;
    case Event::poll_begin:
      block(Blocked::poll);
      break;
    case Event::join_begin:
      block(Blocked::join);
      break;
    case Event::poll_end:
    case Event::join_end:
      unblock();
      break;
    default:
      break;
  }
}

const RunState::Object& RunState::object(ObjectId id) const {
  static constexpr Object kNothing;
  return index(id) <= count_ && id != kNoObject ? objects_[index(id)] : kNothing;
}

const RunState::ThreadInfo& RunState::thread(ObjectId id) const {
  static const ThreadInfo kNobody;
  return index(id) <= count_ && id != kNoObject ? threads_[index(id)] : kNobody;
}

Rank RunState::rank(ObjectId mutex) const { return static_cast<Rank>(object(mutex).detail); }

std::string RunState::name(ObjectId id) const {
  const Object& found = object(id);
  if (found.kind == ObjectKind::none) return id == kNoObject ? "the world" : "an unknown object";
  if (found.kind == ObjectKind::mutex) return found.name.text() + " lock";
  return found.name.text();
}

bool RunState::holds(ObjectId who, Rank wanted) const {
  return std::ranges::any_of(thread(who).held,
                             [&](ObjectId mutex) { return rank(mutex) == wanted; });
}

RunState::ThreadInfo& RunState::thread_at(ObjectId id) {
  IL_ASSERT(id == kNoObject || index(id) <= count_, "a record of an unknown thread");
  if (threads_.empty()) threads_.resize(1);
  return threads_[index(id)];
}

}  // namespace interleave
