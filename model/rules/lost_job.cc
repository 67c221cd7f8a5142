#include "model/rules/lost_job.h"

#include <string>
#include <string_view>

#include "model/rules/wording.h"

namespace interleave {
namespace {

std::string_view verb(Event event) {
  switch (event) {
    case Event::call_accepted:
      return "accepts";
    case Event::call_queued:
      return "queues";
    case Event::call_taken:
      return "takes";
    case Event::call_answered:
      return "answers";
    case Event::call_refused:
      return "refuses";
    case Event::call_dropped:
      return "drops";
    case Event::api_begin:
      return "makes";
    case Event::api_end:
      return "comes back from";
    default:
      return "writes the reply to";
  }
}

std::string where(const RunState& state, const CallInfo& call) {
  const std::string since = " since " + at_step(call.since);
  switch (call.stage) {
    case CallStage::accepted:
      return "was read at " + at_step(call.since) + " and never queued";
    case CallStage::queued:
      return "is queued" + since;
    case CallStage::taken:
      return "is with " + state.name(call.worker) + since + (call.in_api ? ", in the API" : "");
    case CallStage::answered:
      return "is answered" + since;
    case CallStage::refused:
      break;
  }
  return "is refused" + since;
}

Finding out_of_turn(const Record& record, const RunState& state, const ClientCalls& client) {
  Finding found = finding(state.name(record.thread) + " " + std::string(verb(record.event)) + " " +
                          call_text(state, record.object, record.value) + " out of turn");
  for (const CallInfo& call : client.calls) {
    if (call.serial == record.value) found.details.push_back("it " + where(state, call));
  }
  if (found.details.empty()) {
    found.details.push_back("there is no such call: it was never accepted, or has come to its end");
  }
  return found;
}

// The API may also be called for a job, which has no serial of its own.
bool is_of_a_job(const Record& record, const ClientCalls& client) {
  return client.jobs > 0 && (record.event == Event::api_begin || record.event == Event::api_end);
}

std::optional<Finding> call_step(const Record& record, const RunState& state) {
  const ClientCalls& client = state.calls().of(record.object);
  // A call may still be answered: whoever does may not know yet, and the reply is given up.
  const bool on_stream =
      record.event == Event::call_accepted || record.event == Event::reply_written;
  if (client.closed && on_stream) {
    return finding(state.name(record.thread) + " " + std::string(verb(record.event)) + " " +
                   call_text(state, record.object, record.value) + " after " +
                   state.name(record.object) + " was closed");
  }
  const bool fits = record.event == Event::call_accepted || call_for(record, client) != nullptr ||
                    is_of_a_job(record, client);
  if (fits) return std::nullopt;
  return out_of_turn(record, state, client);
}

Finding lost(const RunState& state, ObjectId client, const CallInfo& call, std::string_view when) {
  return finding(call_text(state, client, call.serial) + " is lost: " + std::string(when) +
                     " it is neither answered, refused nor dropped",
                 {"it " + where(state, call)});
}

Finding not_done(const RunState& state, ObjectId client, std::string_view when) {
  return finding("a job of " + state.name(client) + " is lost: " + std::string(when) +
                 " it is not done");
}

std::optional<Finding> at_rest(const RunState& state, std::string_view when) {
  if (state.calls().in_api() > 0) return std::nullopt;
  for (const ObjectId id : state.calls().clients()) {
    const ClientCalls& client = state.calls().of(id);
    if (const CallInfo* call = client.overdue()) return lost(state, id, *call, when);
    if (client.jobs > 0) return not_done(state, id, when);
  }
  return std::nullopt;
}

std::optional<Finding> at_end_of(const RunState& state, ObjectId id, std::string_view when) {
  const ClientCalls& client = state.calls().of(id);
  for (const CallInfo& call : client.calls) {
    if (is_open(call.stage)) return lost(state, id, call, when);
  }
  if (client.jobs > 0) return not_done(state, id, when);
  return std::nullopt;
}

std::optional<Finding> at_end(const RunState& state, std::string_view when) {
  for (const ObjectId id : state.calls().clients()) {
    if (std::optional<Finding> found = at_end_of(state, id, when)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Finding> LostJob::on(const Record& record, const RunState& state) {
  switch (record.event) {
    case Event::settled:
      return at_rest(state, "nothing can run, nobody is in the API, and");
    case Event::stuck:
      return at_rest(state, "nothing will ever run, nobody is in the API, and");
    case Event::stopped:
      return record.value == 0 ? at_end(state, "the daemon has stopped in order, and")
                               : std::nullopt;
    case Event::finished:
      return at_end(state, "the program has ended, and");
    case Event::client_reaped:
      return at_end_of(state, record.object, "its client is destroyed, and");
    case Event::job_done:
      if (state.calls().of(record.object).jobs > 0) return std::nullopt;
      return finding(state.name(record.thread) + " has done a job of " + state.name(record.object) +
                     " that was never queued");
    default:
      if (record.object == kNoObject) return std::nullopt;
      return call_step(record, state);
  }
}

}  // namespace interleave
