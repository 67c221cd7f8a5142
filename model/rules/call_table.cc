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
  ClientCalls& client = entry(record.object);
  switch (record.event) {
    case Event::call_accepted:
      client.calls.push_back({.serial = record.value, .since = record.step});
      return;
    case Event::job_queued:
      ++client.jobs;
      return;
    case Event::job_done:
      if (client.jobs > 0) --client.jobs;
      return;
    case Event::client_closed:
      client.closed = true;
      std::erase_if(client.calls, [](const CallInfo& call) { return !is_open(call.stage); });
      return;
    case Event::api_begin:
      ++in_api_;
      break;
    case Event::api_end:
      if (in_api_ > 0) --in_api_;
      break;
    default:
      break;
  }
  const CallInfo* found = call_for(record, client);
  if (found == nullptr) return;
  CallInfo& call = client.calls[static_cast<std::size_t>(found - client.calls.data())];
  const auto move_to = [&](CallStage stage) {
    call.stage = stage;
    call.since = record.step;
  };
  const auto forget = [&] {
    client.calls.erase(client.calls.begin() + (found - client.calls.data()));
  };
  switch (record.event) {
    case Event::call_queued:
      return move_to(CallStage::queued);
    case Event::call_taken:
      call.worker = record.thread;
      return move_to(CallStage::taken);
    case Event::api_begin:
      call.made = call.in_api = true;
      return;
    case Event::api_end:
      call.in_api = false;
      return;
    case Event::call_answered:
      return client.closed ? forget() : move_to(CallStage::answered);
    case Event::call_refused:
      return client.closed ? forget() : move_to(CallStage::refused);
    case Event::call_dropped:
      return forget();
    case Event::reply_written:
      return forget();
    default:
      return;
  }
}

}  // namespace interleave
