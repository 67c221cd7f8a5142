#include "model/rules/lock_across_blocking.h"

#include <string>
#include <string_view>

#include "model/rules/wording.h"

namespace interleave {
namespace {

std::string act(const Record& record, const RunState& state) {
  const std::string object = state.name(record.object);
  switch (record.event) {
    case Event::wait_begin:
      return "waits on the condition " + object;
    case Event::poll_begin:
      return "waits in " + object;
    case Event::join_begin:
      return "waits for " + object + " to end";
    case Event::object_created:
      return "starts the thread " + object;
    case Event::client_reaped:
      return "destroys " + object;
    case Event::object_destroyed:
      return "closes " + object;
    case Event::watch_freed:
      return "runs the free-callback of " + object;
    default:
      return "calls back for " + object;
  }
}

std::string_view rule_text(Event event) {
  switch (event) {
    case Event::callback_begin:
    case Event::watch_freed:
      return " (T6)";
    case Event::client_reaped:
      return " (D1)";
    default:
      return " (T9)";
  }
}

// The lock that makes this record a broken rule; kNoObject when there is none.
ObjectId offending_lock(const Record& record, const RunState& state) {
  switch (record.event) {
    case Event::wait_begin:
      return state.model_lock_held(record.thread, state.bound_mutex(record.object));
    case Event::object_created:
      if (state.object(record.object).kind != ObjectKind::thread) return kNoObject;
      return state.model_lock_held(record.thread);
    case Event::object_destroyed:
      if (state.object(record.object).kind != ObjectKind::file) return kNoObject;
      [[fallthrough]];
    case Event::poll_begin:
    case Event::join_begin:
    case Event::client_reaped:
      return state.model_lock_held(record.thread);
    default:
      for (const ObjectId mutex : state.thread(record.thread).held) {
        if (state.rank(mutex) == Rank::loop) return mutex;
      }
      return kNoObject;
  }
}

IL_COLD Finding blocks_with(const Record& record, const RunState& state, ObjectId held) {
  return finding(state.name(record.thread) + " " + act(record, state) + " while it holds " +
                     state.name(held) + std::string(rule_text(record.event)),
                 {holds_text(state, record.thread)});
}

}  // namespace

std::optional<Finding> LockAcrossBlocking::on(const Record& record, const RunState& state) {
  if (state.thread(record.thread).held.empty()) return std::nullopt;
  const ObjectId held = offending_lock(record, state);
  if (held == kNoObject) return std::nullopt;
  return blocks_with(record, state, held);
}

}  // namespace interleave
