#include "model/rules/call_table.h"

#include <algorithm>

namespace interleave {
namespace {

bool fits(Event event, const CallInfo& call) {
  switch (event) {
    case Event::call_queued:
      return call.stage == CallStage::accepted;
    case Event::call_taken:
      return call.stage == CallStage::queued;
    case Event::call_answered:
      return call.stage == CallStage::taken && !call.in_api;
    case Event::call_refused:
      return is_open(call.stage) && !call.made;
    case Event::call_dropped:
      return is_open(call.stage) && !call.in_api;
    case Event::reply_written:
      return call.stage == CallStage::answered || call.stage == CallStage::refused;
    case Event::api_begin:
      return call.stage == CallStage::taken && !call.made;
    case Event::api_end:
      return call.stage == CallStage::taken && call.in_api;
    default:
      return false;
  }
}

}  // namespace

const CallInfo* call_for(const Record& record, const ClientCalls& client) {
  for (const CallInfo& call : client.calls) {
    if (call.serial == record.value && fits(record.event, call)) return &call;
  }
  return nullptr;
}

bool ClientCalls::idle() const {
  return jobs == 0 && std::ranges::none_of(calls, [](const CallInfo& call) {
           return call.stage == CallStage::queued || call.stage == CallStage::taken;
         });
}

bool ClientCalls::has_unwritten_reply() const {
  return std::ranges::any_of(calls, [](const CallInfo& call) { return !is_open(call.stage); });
}

const CallInfo* ClientCalls::overdue() const {
  const bool excused = has_unwritten_reply();
  for (const CallInfo& call : calls) {
    if (is_open(call.stage) && (call.stage != CallStage::accepted || !excused)) return &call;
  }
  return nullptr;
}

void CallTable::begin_run() {
  table_.begin_run();
  clients_.clear();
  in_api_ = 0;
}

const ClientCalls& CallTable::of(ObjectId client) const {
  static const ClientCalls kNothing;
  const ClientCalls* found = table_.find(client);
  return found == nullptr ? kNothing : *found;
}

ClientCalls& CallTable::entry(ObjectId client) {
  ClientCalls& found = table_[client];
  if (!found.known) {
    found.known = true;
    clients_.push_back(client);
  }
  return found;
}

void CallTable::apply(const Record& record) {
  switch (record.event) {
    case Event::client_closed:
    case Event::job_queued:
    case Event::job_done:
      return apply_to_client(record, entry(record.object));
    case Event::call_accepted:
      entry(record.object).calls.push_back({.serial = record.value, .since = record.step});
      return;
    case Event::api_begin:
      ++in_api_;
      return apply_to_call(record, entry(record.object));
    case Event::api_end:
      if (in_api_ > 0) --in_api_;
      return apply_to_call(record, entry(record.object));
    case Event::call_queued:
    case Event::call_taken:
    case Event::call_answered:
    case Event::call_refused:
    case Event::call_dropped:
    case Event::reply_written:
      return apply_to_call(record, entry(record.object));
    default:
      return;
  }
}

void CallTable::apply_to_client(const Record& record, ClientCalls& client) {
  if (record.event == Event::job_queued) {
    ++client.jobs;
  } else if (record.event == Event::job_done) {
    if (client.jobs > 0) --client.jobs;
  } else {
    client.closed = true;
    // Replies that are not written yet are given up with the stream.
    std::erase_if(client.calls, [](const CallInfo& call) { return !is_open(call.stage); });
  }
}

void CallTable::apply_to_call(const Record& record, ClientCalls& client) {
  const CallInfo* found = call_for(record, client);
  if (found == nullptr) return;
  const auto place = client.calls.begin() + (found - client.calls.data());
  const auto move_to = [&](CallStage stage) {
    place->stage = stage;
    place->since = record.step;
  };
  switch (record.event) {
    case Event::call_queued:
      return move_to(CallStage::queued);
    case Event::call_taken:
      place->worker = record.thread;
      return move_to(CallStage::taken);
    case Event::api_begin:
      place->made = place->in_api = true;
      return;
    case Event::api_end:
      place->in_api = false;
      return;
    case Event::call_answered:
    case Event::call_refused:
      if (!client.closed) {
        return move_to(record.event == Event::call_answered ? CallStage::answered
                                                            : CallStage::refused);
      }
      break;
    default:
      break;
  }
  client.calls.erase(place);
}

}  // namespace interleave
