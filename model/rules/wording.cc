#include "model/rules/wording.h"

#include <utility>

namespace interleave {

Finding finding(std::string what, std::vector<std::string> details) {
  return {.rule = {}, .what = std::move(what), .details = std::move(details), .step = 0};
}

std::string at_step(std::uint64_t step) {
  return "step " + std::to_string(step);
}

std::string call_text(const RunState& state, ObjectId client, std::uint64_t serial) {
  return "call " + std::to_string(serial) + " of " + state.name(client);
}

std::string holds_text(const RunState& state, ObjectId thread) {
  std::string text = state.name(thread) + " holds ";
  const std::vector<ObjectId>& held = state.thread(thread).held;
  if (held.empty()) return text + "no lock";
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (i > 0) text += i + 1 == held.size() ? " and " : ", ";
    text += state.name(held[i]) + " (since " + at_step(state.object(held[i]).owned_since) + ")";
  }
  return text;
}

namespace {

std::string waits_for_lock(const RunState& state, ObjectId mutex) {
  const RunState::Object& lock = state.object(mutex);
  std::string text = " for " + state.name(mutex);
  if (lock.owner == kNoObject) return text + ", which nobody holds";
  return text + ", which " + state.name(lock.owner) + " holds since " + at_step(lock.owned_since);
}

}  // namespace

std::string waits_text(const RunState& state, ObjectId thread) {
  const RunState::ThreadInfo& info = state.thread(thread);
  if (info.ended) return state.name(thread) + " has ended";
  if (info.blocked == Blocked::no) return state.name(thread) + " " + state.about(thread);
  const std::string text = state.name(thread) + " waits since " + at_step(info.blocked_since);
  switch (info.blocked) {
    case Blocked::lock:
      return text + waits_for_lock(state, info.blocked_on);
    case Blocked::condition:
      return text + " on the condition " + state.name(info.blocked_on);
    case Blocked::poll:
      return text + " in " + state.name(info.blocked_on);
    case Blocked::join:
    case Blocked::no:
      break;
  }
  return text + " for " + state.name(info.blocked_on) + " to end";
}

std::vector<std::string> everybody_waits(const RunState& state, std::size_t most) {
  std::vector<std::string> lines;
  for (std::uint32_t i = 1; i <= state.count() && lines.size() < most; ++i) {
    const ObjectId id{i};
    if (state.object(id).kind != ObjectKind::thread || state.thread(id).ended) continue;
    lines.push_back(waits_text(state, id));
  }
  return lines;
}

}  // namespace interleave
