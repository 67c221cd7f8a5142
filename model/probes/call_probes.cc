// Calls, and clients that end in the middle of them.
#include <array>

#include "model/probes/looks.h"
#include "model/probes/tables.h"

namespace interleave::probes {
namespace {

template <CallStage stage>
bool with_call(const Sight& sight) {
  return has_call_in(sight, stage);
}

bool with_call_in_api(const Sight& sight) {
  return has_call(sight, [](const CallInfo& call) { return call.in_api; });
}

bool with_reply_waiting(const Sight& sight) {
  return has_call(sight, [](const CallInfo& call) { return !is_open(call.stage); });
}

bool of_closed_client(const Sight& sight) {
  return sight.state.calls().of(sight.record.object).closed;
}

// The reply is given up.
bool comes_back_to_closed(const Sight& sight) {
  return of_closed_client(sight) && is_worker(sight, sight.record.thread);
}

// After it the client has nothing on its way: the loop has to come and reap it.
bool is_last_of_closed(const Sight& sight) {
  const ClientCalls& client = sight.state.calls().of(sight.record.object);
  return client.closed && client.jobs == 1 && client.calls.empty();
}

bool wakes_loop_to_reap(const Sight& sight) {
  if (!is_last_of_closed(sight)) return false;
  for (std::uint32_t i = 1; i <= sight.state.count(); ++i) {
    if (sight.state.object(ObjectId{i}).kind == ObjectKind::poller) {
      return sight.state.object(ObjectId{i}).waiters > 0;
    }
  }
  return false;
}

constexpr std::array kProbes = {
    Probe{.name = "throttled-goes-on",
          .expected = Expected::often,
          .what = "a reply is written, and a call of its client has waited for that",
          .events = {Event::reply_written},
          .sees = with_call<CallStage::accepted>},
    Probe{.name = "calls-side-by-side",
          .expected = Expected::often,
          .what = "two calls of one client are made at once",
          .events = {Event::api_begin},
          .sees = with_call_in_api},
    Probe{.name = "work-beside-a-call",
          .expected = Expected::rarely,
          .what = "a session asks for work while a call of it runs",
          .events = {Event::job_queued},
          .sees = with_call_in_api},
    Probe{.name = "call-throws",
          .expected = Expected::often,
          .what = "a call ends with an exception, which is its error",
          .mark = Mark::call_threw},
    Probe{.name = "closed-in-a-call",
          .expected = Expected::often,
          .what = "a client is closed while its call runs",
          .events = {Event::client_closed},
          .sees = with_call_in_api},
    Probe{.name = "closed-with-a-call-queued",
          .expected = Expected::often,
          .what = "a client is closed while a call of it waits for a worker",
          .events = {Event::client_closed},
          .sees = with_call<CallStage::queued>},
    Probe{.name = "closed-with-a-call-parked",
          .expected = Expected::often,
          .what = "a client is closed while a call of it waits for a slot",
          .events = {Event::client_closed},
          .sees = with_call<CallStage::accepted>},
    Probe{.name = "closed-with-a-reply",
          .expected = Expected::often,
          .what = "a client is closed while a reply waits to be written",
          .events = {Event::client_closed},
          .sees = with_reply_waiting},
    Probe{.name = "reply-given-up",
          .expected = Expected::often,
          .what = "a call returns to a worker when its client has gone",
          .events = {Event::call_dropped},
          .sees = comes_back_to_closed},
    Probe{.name = "call-of-closed-taken",
          .expected = Expected::rarely,
          .what = "a worker takes a call whose client has just been closed",
          .events = {Event::call_taken},
          .sees = of_closed_client},
    Probe{.name = "last-reference-in-worker",
          .expected = Expected::often,
          .what = "the last thing of a closed client ends in a worker",
          .events = {Event::job_done},
          .sees = is_last_of_closed},
    Probe{.name = "loop-sleeps-at-last-reference",
          .expected = Expected::often,
          .what = "and the loop, which has to reap it, is in poll",
          .events = {Event::job_done},
          .sees = wakes_loop_to_reap},
    Probe{.name = "reaped-beside-a-call",
          .expected = Expected::often,
          .what = "a client is destroyed while another client's call runs",
          .events = {Event::client_reaped},
          .sees = in_api},
    Probe{.name = "memory-short",
          .expected = Expected::often,
          .what = "calls are refused from now on because memory is short",
          .mark = Mark::memory_short},
    Probe{.name = "client-turned-away",
          .expected = Expected::rarely,
          .what = "a client is not let in because memory is short",
          .mark = Mark::turned_away},
};

}  // namespace

std::span<const Probe> call_probes() {
  return kProbes;
}

}  // namespace interleave::probes
