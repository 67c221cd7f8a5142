#include "model/rules/use_after_free.h"

#include <string>

#include "model/rules/wording.h"

namespace interleave {
namespace {

Finding of_the_dead(const Record& record, const RunState& state) {
  const bool again = record.event == Event::client_reaped || record.event == Event::watch_freed;
  return finding(state.name(record.thread) + (again ? " destroys " : " uses ") +
                     state.name(record.object) +
                     (again ? " a second time (" : ", which is gone (") +
                     std::string(to_string(record.event)) + ")",
                 {"it was destroyed at " + at_step(state.object(record.object).died)});
}

std::string on_its_way(const RunState& state, ObjectId id, const CallInfo& call) {
  const std::string text = call_text(state, id, call.serial);
  if (call.stage == CallStage::queued) return text + " is queued since " + at_step(call.since);
  return text + " is with " + state.name(call.worker) + " since " + at_step(call.since);
}

std::optional<Finding> reaped_too_early(const Record& record, const RunState& state) {
  const ClientCalls& client = state.calls().of(record.object);
  if (client.idle()) return std::nullopt;
  Finding found = finding(state.name(record.thread) + " destroys " + state.name(record.object) +
                          " while a worker has, or will have, something to do for it (D1)");
  for (const CallInfo& call : client.calls) {
    if (call.stage != CallStage::queued && call.stage != CallStage::taken) continue;
    found.details.push_back(on_its_way(state, record.object, call));
  }
  if (client.jobs > 0) found.details.push_back("a job of it is queued and not done");
  return found;
}

std::optional<Finding> freed_too_early(const Record& record, const RunState& state) {
  if (!state.object(record.object).called_back) return std::nullopt;
  return finding(state.name(record.thread) + " frees " + state.name(record.object) +
                 " while its callback runs (T6)");
}

std::optional<Finding> called_after_removal(const Record& record, const RunState& state) {
  const RunState::Object& watch = state.object(record.object);
  if (!watch.removed || watch.removed_by != record.thread) return std::nullopt;
  return finding(state.name(record.thread) + " calls back for " + state.name(record.object) +
                 ", which it has removed itself (T6)");
}

}  // namespace

std::optional<Finding> UseAfterFree::on(const Record& record, const RunState& state) {
  const RunState::Object& object = state.object(record.object);
  if (object.kind == ObjectKind::none) return std::nullopt;
  if (!object.alive) return of_the_dead(record, state);
  switch (record.event) {
    case Event::client_reaped:
      return reaped_too_early(record, state);
    case Event::watch_freed:
      return freed_too_early(record, state);
    case Event::callback_begin:
      return called_after_removal(record, state);
    default:
      return std::nullopt;
  }
}

}  // namespace interleave
