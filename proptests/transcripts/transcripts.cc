#include "proptests/transcripts/transcripts.h"

#include <variant>

#include <fmt/format.h>

#include "model/base/assert.h"
#include "proptests/scenarios/daemon_scenario.h"
#include "proptests/scenarios/workload.h"
#include "sim/explain/run_observer.h"
#include "sim/shrink/plan_strategy.h"

namespace interleave::proptests {
namespace {

constexpr Transcript kTranscripts[] = {
    {"01-start-and-stop", "A daemon starts and stops", "",
     R"(The leader makes the locks, the two halves of the job condition and the door, starts the
threads, and then does nothing but wait for the event loop (T1). The loop's own lock and
the mail lock are leaves: every thread takes them for a moment, and they are not told of
again (T6). The stop is asked for by somebody else; the loop tells the workers, joins them
and ends, and that ends the daemon (T2, D8).
)",
     Part::all},
    {"02-call", "A call, from accept to reply", "; quick",
     R"(All reading and writing is the loop's (T8). It puts the call on the client's queue under
the server lock and the client's, in this order (T4, T5), and notifies the job condition
(T7). A worker takes it under the same two locks and drops both (T9) before it calls the
API (T10). It leaves the reply with the client and wakes the loop, which writes it with no
lock held. What follows is the client's end: the loop closes, a worker closes the session
behind it, which is an API call too ("call 0"), and the loop reaps (D1).
)",
     Part::to_stop},
    {"03-two-calls-in-one-record", "Two calls in one record", "records=yes; +quick +quick replies",
     R"(The transport has both calls after one read, and the poller does not know of the second:
the loop comes back for it by itself, with no byte from the client (D2). One signal is on
its way for the two calls. One worker makes both, since it looks at the queue before it
waits, and wakes the loop once for the two replies.
)"},
    {"04-turns", "Clients take turns", "max=1 requests=3; +slow +slow +slow replies; slow",
     R"(One worker and two clients. The first has three calls in the queue when the second comes
with one, which is the next but one to be made, and not the last (D3).
)"},
    {"05-throttle", "A client is throttled, and goes on",
     "max=1 requests=1; +slow +quick ping replies",
     R"(The client may have one call in flight (max_client_requests). Its second is read and kept
beside the connection, and its ping is answered at once (D5). The reply to the first call
has to be written before the second is queued.
)"},
    {"06-urgent", "An urgent call beside busy workers", "max=1 release=last; stuck; quick!",
     R"(The only ordinary worker is in a call that does not return. The urgent call of another
client goes to the worker of the priority lane, which has a condition of its own (D4).
Closing that client's session does not wait for the ordinary worker either.
)"},
    {"07-grow-and-shrink", "The pool grows and shrinks",
     "max=2 requests=2 idle=5; +slow +slow replies",
     R"(Two calls are queued and one worker is there: the loop starts another, which finds its
call without having been notified. Beyond min_workers a worker waits with a deadline,
after which it ends, and the loop joins it (D4).
)",
     Part::to_stop},
    {"08-close-during-call", "A client goes during its call", "max=1; +slow ping close",
     R"(The client vanishes while a worker makes its call. The loop closes the connection at once
(D5), and keeps the client for the worker that refers to it (D1). The worker drops the
reply, closes the session, and asks the loop to reap.
)",
     Part::to_stop},
    {"09-half-close", "A client that sends no more still gets its replies",
     "requests=1; +slow +quick half",
     R"(The client says that it will send no more, with one call in flight and another that waits
for a slot. Both are answered, and then the daemon closes.
)"},
    {"10-bye", "Closed after the reply to CLOSE", "; +bye replies",
     R"(The connection is closed when the reply to CLOSE has been written, and not before (D9).
)"},
    {"11-full-socket", "A reply that does not fit into the socket", "buffer=20; quick",
     R"(A frame has 28 bytes here, and the socket holds 20. The call comes in two reads. The loop
writes what it can of the reply, and the rest when the client has made room; nobody waits
meanwhile.
)"},
    {"12-events", "Events", "; listen emit hear unlisten",
     R"(The second call brings an event about, which the API delivers from the event loop, as
libvirt does: the reply is written first, and the event in the loop's next turn. What is
posted goes through the mailroom, whose lock is a leaf: the API may call back on any
thread, with its own locks held. After the reply to the third call, which ends the
subscription, no event of it comes.
)"},
    {"13-download", "A stream from the API to the client", "; pull",
     R"(Three packets, the end of the data, and the client's word that it has all. The API is read
by a worker, as a job of the client ("call 0"), one packet at a time: when one has been
written, the loop queues the job of reading the next. Where the API has nothing yet it
says later, from the loop, that it can go on.
)"},
    {"14-upload", "A stream from the client to the API", "; push",
     R"(The client sends three packets and the end. The loop hands them to the stream, and a
worker, as a job of the client, gives them to the API in their order. The client is told
of the end when the API has taken all.
)"},
    {"15-files", "Descriptors come with a call and go with a reply", "; give take",
     R"(Each descriptor comes with a byte of its own after the frame: the call is complete, and
queued, when both of its two are there. The second call's reply is written with two
descriptors after it, and counts as written after the last.
)"},
    {"16-keepalive", "A client is asked whether it is there", "keepalive=4; slow",
     R"(A call takes 10 ms, and the client is silent meanwhile. Every 4 ms a timer of the loop
writes a ping; the client's answer puts the next one off.
)"},
    {"17-dead-peer", "A client that does not answer is closed", "keepalive=20; quick deaf",
     R"(The client reads nothing after its call and answers no ping. One unanswered ping is
allowed here: at the end of the next interval the loop looks into the socket once more,
and closes.
)"},
    {"18-login", "Nobody is served before it has said who it is", "login=yes; quick login quick",
     R"(The first call of a client that has not authenticated is refused on the loop thread; no
worker sees it (D7). The log-in is made by a worker. When the reply that admits the client
has been written, its calls are made.
)"},
    {"19-lobby", "Who is silent gives way", "login=yes anonymous=1; silent; login quick",
     R"(One place for clients that have not authenticated, and a silent one is in it. The door is
shut until that one has been silent for a quarter of a second: then the next comes in, and
the silent one is closed (D7).
)"},
    {"20-reload", "Limits are lowered while they are used",
     "min=2 max=2 requests=3 idle=5 reloads=1 newmin=1 newmax=1 newrequests=1; "
     "+slow +slow +slow replies",
     R"(Two workers become one, and three calls in flight become one, while two calls run and a
third waits. The settings are read on a thread of their own, which hands the new limits
over under the server lock and tells all workers; the loop joins it. Nobody is sent away:
the calls are made, and the worker that is one too many ends when it has idled.
)"},
    {"21-stop", "A stop with calls in flight", "max=1 requests=2 stop=any; +slow +quick replies",
     R"(One call runs and one is queued when the stop comes. The queued one is refused: it was not
made. The other is waited for, its reply is written, and the client is closed and reaped.
Then the workers are told and joined, the loop ends, and the leader is back (D8).
)",
     Part::to_end},
    {"22-second-stop", "A second stop", "stop=twice; slow",
     R"(Who asks a second time does not want to wait. The loop closes the client and ends; the
call that runs is not waited for. The leader learns that the stop was forced, and the
daemon would now end with an exit status of its own. Here the scenario lets the call
return, so that nothing is left behind.
)",
     Part::to_end},
    {"23-stuck-stop", "A stop that a call does not let come to its end",
     "max=1 release=never; stuck",
     R"(The call does not return. After the drain deadline of 15 seconds the client is closed, and
half a second later the loop ends: by force (D8). Then the scenario lets the call return.
)",
     Part::to_end},
};

std::string workload_line(const Transcript& transcript) {
  if (transcript.workload.empty()) return "";
  return fmt::format("\nThe workload: {}\n", transcript.workload);
}

}  // namespace

std::span<const Transcript> transcripts() {
  return kTranscripts;
}

std::string text_of(const Transcript& transcript) {
  auto parsed = parse_workload(transcript.workload);
  IL_ASSERT(std::holds_alternative<Workload>(parsed), "a transcript's workload cannot be read");
  const DaemonScenario scenario(std::string(transcript.name), std::string(transcript.title),
                                std::get<Workload>(std::move(parsed)));
  sim::RunObserver observer(scenario, 1, {});
  sim::PlanStrategy default_run;
  default_run.set({});
  const std::vector<sim::Decision> decisions = observer.run(default_run).decisions;
  const sim::ObservedRun run = observer.observe(decisions);
  IL_ASSERT(run.as_told && !run.result.finding, "a transcript's run breaks a rule");
  return fmt::format("{}\n{}\n\n{}{}{}", transcript.title,
                     std::string(transcript.title.size(), '='), transcript.about,
                     workload_line(transcript), tell(run, transcript.part));
}

}  // namespace interleave::proptests
