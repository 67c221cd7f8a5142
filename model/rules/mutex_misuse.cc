#include "model/rules/mutex_misuse.h"

#include <string>
#include <vector>

#include "model/rules/wording.h"

namespace interleave {
namespace {

std::string owner_text(const RunState& state, ObjectId mutex) {
  const RunState::Object& lock = state.object(mutex);
  if (lock.owner == kNoObject) return "nobody holds it";
  return state.name(lock.owner) + " holds it since " + at_step(lock.owned_since);
}

IL_COLD Finding does_not_hold(const Record& record, const RunState& state, ObjectId mutex,
                              std::string_view act) {
  return finding(state.name(record.thread) + " " + std::string(act) + " " + state.name(mutex) +
                     " without holding it",
                 {owner_text(state, mutex)});
}

std::optional<Finding> not_the_holder(const Record& record, const RunState& state, ObjectId mutex,
                                      std::string_view act) {
  if (state.object(mutex).owner == record.thread) return std::nullopt;
  return does_not_hold(record, state, mutex, act);
}

IL_COLD Finding is_taken(const Record& record, const RunState& state, ObjectId mutex) {
  return finding(state.name(record.thread) + " has " + state.name(mutex) + " although it is taken",
                 {owner_text(state, mutex)});
}

std::optional<Finding> two_holders(const Record& record, const RunState& state, ObjectId mutex) {
  if (state.object(mutex).owner == kNoObject) return std::nullopt;
  return is_taken(record, state, mutex);
}

IL_COLD std::optional<Finding> ends_holding(const Record& record, const RunState& state) {
  if (state.thread(record.object).held.empty()) return std::nullopt;
  return finding(state.name(record.object) + " ends and still holds " +
                     state.name(state.thread(record.object).held.front()),
                 {holds_text(state, record.object)});
}

// The names of the threads that are blocked on `object`.
std::string waiters_text(const RunState& state, ObjectId object) {
  std::string text;
  for (std::uint32_t i = 1; i <= state.count(); ++i) {
    const RunState::ThreadInfo& info = state.thread(ObjectId{i});
    if (info.blocked == Blocked::no || info.blocked_on != object) continue;
    text += (text.empty() ? "" : ", ") + state.name(ObjectId{i});
  }
  return text;
}

// A condition variable of `mutex` that is alive; there is one.
ObjectId bound_condvar(const RunState& state, ObjectId mutex) {
  for (std::uint32_t i = 1; i <= state.count(); ++i) {
    const RunState::Object& object = state.object(ObjectId{i});
    const bool condvar = object.kind == ObjectKind::condvar && object.alive;
    if (condvar && state.bound_mutex(ObjectId{i}) == mutex) return ObjectId{i};
  }
  return kNoObject;
}

// What is wrong with destroying an object, and what to say besides.
IL_COLD Finding destroyed_too_early(const Record& record, const RunState& state) {
  const RunState::Object& object = state.object(record.object);
  const bool mutex = object.kind == ObjectKind::mutex;
  const std::string act = state.name(record.thread) + " destroys " +
                          (mutex ? "" : "the condition ") + state.name(record.object);
  if (!object.alive) {
    return finding(act + " a second time", {"it was destroyed at " + at_step(object.died)});
  }
  if (object.owner != kNoObject) {
    return finding(act + " while it is held", {owner_text(state, record.object)});
  }
  if (object.waiters > 0) {
    return finding(act + " while it is waited for",
                   {"waiting: " + waiters_text(state, record.object)});
  }
  return finding(act + " before its condition " + state.name(bound_condvar(state, record.object)));
}

std::optional<Finding> destruction(const Record& record, const RunState& state) {
  const RunState::Object& object = state.object(record.object);
  if (object.kind != ObjectKind::mutex && object.kind != ObjectKind::condvar) return std::nullopt;
  const bool good =
      object.alive && object.owner == kNoObject && object.waiters == 0 && object.condvars == 0;
  if (good) return std::nullopt;
  return destroyed_too_early(record, state);
}

IL_COLD Finding use_of_destroyed(const Record& record, const RunState& state) {
  const RunState::Object& object = state.object(record.object);
  const bool mutex = object.kind == ObjectKind::mutex;
  return finding(state.name(record.thread) + " uses " + (mutex ? "" : "the condition ") +
                     state.name(record.object) + " after its destruction (" +
                     std::string(to_string(record.event)) + ")",
                 {"it was destroyed at " + at_step(object.died)});
}

}  // namespace

std::optional<Finding> MutexMisuse::on(const Record& record, const RunState& state) {
  if (record.event == Event::thread_ended) return ends_holding(record, state);
  if (record.event == Event::object_destroyed) return destruction(record, state);
  if (!state.object(record.object).alive) return use_of_destroyed(record, state);
  switch (record.event) {
    case Event::lock_released:
      return not_the_holder(record, state, record.object, "releases");
    case Event::wait_begin:
      return not_the_holder(record, state, state.bound_mutex(record.object), "waits with");
    case Event::lock_acquired:
      return two_holders(record, state, record.object);
    case Event::wait_end:
      return two_holders(record, state, state.bound_mutex(record.object));
    default:
      return std::nullopt;
  }
}

}  // namespace interleave
