#include "model/rules/deadlock.h"

#include <string>
#include <utility>
#include <vector>

#include "model/rules/wording.h"

namespace interleave {
namespace {

// Whom a blocked thread waits for; kNoObject when it is for nobody in particular.
ObjectId waits_for(const RunState& state, ObjectId thread) {
  const RunState::ThreadInfo& info = state.thread(thread);
  if (info.ended) return kNoObject;
  if (info.blocked == Blocked::lock) return state.object(info.blocked_on).owner;
  if (info.blocked == Blocked::join) return info.blocked_on;
  return kNoObject;
}

std::string request(const Record& record, const RunState& state) {
  if (record.event == Event::join_begin) {
    return state.name(record.thread) + " waits for " + state.name(record.object) + " to end";
  }
  const RunState::Object& lock = state.object(record.object);
  return state.name(record.thread) + " requests " + state.name(record.object) + ", which " +
         state.name(lock.owner) + " holds since " + at_step(lock.owned_since);
}

IL_COLD Finding self_wait(const Record& record, const RunState& state) {
  if (record.event == Event::join_begin) {
    return finding(state.name(record.thread) + " waits for its own end");
  }
  return finding(state.name(record.thread) + " acquires " + state.name(record.object) +
                     ", which it holds already",
                 {holds_text(state, record.thread)});
}

IL_COLD Finding orphaned(const Record& record, const RunState& state, ObjectId owner) {
  return finding(state.name(record.thread) + " waits for a lock of " + state.name(owner) +
                     ", a thread that has ended",
                 {request(record, state), holds_text(state, owner)});
}

IL_COLD Finding circle(const Record& record, const RunState& state, ObjectId first) {
  std::string names = state.name(record.thread);
  std::vector<std::string> lines = {request(record, state)};
  for (ObjectId thread = first; thread != record.thread; thread = waits_for(state, thread)) {
    names += " -> " + state.name(thread);
    lines.push_back(waits_text(state, thread));
  }
  return finding("threads wait for each other: " + names + " -> " + state.name(record.thread),
                 std::move(lines));
}

std::optional<Finding> request_closes_circle(const Record& record, const RunState& state) {
  const ObjectId first =
      record.event == Event::join_begin ? record.object : state.object(record.object).owner;
  if (first == kNoObject) return std::nullopt;
  if (first == record.thread) return self_wait(record, state);
  const bool joins = record.event == Event::join_begin;
  if (!joins && state.thread(first).ended) return orphaned(record, state, first);
  // A circle that does not contain this thread was reported when it was closed; the bound is for
  // traces that no rule book has read from their beginning.
  ObjectId thread = first;
  for (std::uint32_t hops = 0; thread != kNoObject && hops <= state.count(); ++hops) {
    if (thread == record.thread) return circle(record, state, first);
    thread = waits_for(state, thread);
  }
  return std::nullopt;
}

IL_COLD std::optional<Finding> stuck_with_locks(const RunState& state) {
  for (std::uint32_t i = 1; i <= state.count(); ++i) {
    const ObjectId thread{i};
    const RunState::ThreadInfo& info = state.thread(thread);
    if (info.ended || info.blocked != Blocked::lock) continue;
    return finding("nothing can run: " + waits_text(state, thread), everybody_waits(state));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Finding> Deadlock::on(const Record& record, const RunState& state) {
  return record.event == Event::stuck ? stuck_with_locks(state)
                                      : request_closes_circle(record, state);
}

}  // namespace interleave
