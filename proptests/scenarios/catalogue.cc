#include "proptests/scenarios/catalogue.h"

#include <cstdio>
#include <string>

#include "model/base/assert.h"
#include "proptests/scenarios/daemon_scenario.h"
#include "proptests/scenarios/loop_scenario.h"
#include "proptests/scenarios/workload.h"

namespace interleave::proptests {
namespace {

struct Preset {
  const char* name;
  const char* summary;
  const char* workload;  // as parse_workload reads it
};

// Small on purpose: a bug that needs three clients mostly needs only two, and a short run is
// searched more thoroughly than a long one.
constexpr Preset kDaemonPresets[] = {
    {"calls", "two clients, calls one by one and pipelined",
     "; quick +quick +fail replies; slow quick!"},
    {"throttle", "a client with more calls than slots, and its keepalive",
     "max=1 requests=1; +slow +quick +quick ping replies; quick"},
    {"vanish", "clients that go without a word in the middle of calls",
     "; +slow +quick close; +quick +slow reset; +quick cut"},
    {"vanish-stuck", "a client that goes while its call is stuck",
     "max=1 release=never; +stuck ping close; quick!"},
    {"vanish-queued", "a client that goes while its calls wait for a worker",
     "max=1 requests=3 release=last; +stuck replies; +quick +quick ping close"},
    {"event-call", "calls that return when the event loop has delivered an event",
     "max=1; event +event replies; event close"},
    {"throw", "a call that ends with an exception, beside others",
     "max=1 requests=2; +throw +quick +throw replies throw; throw! quick"},
    {"await", "calls that wait for others to come", "; await quick; +quick +await replies"},
    {"half-close", "a client that shuts down sending with calls in flight",
     "requests=1; +quick +slow +quick half; quick"},
    {"end-in-frame", "a client that shuts down sending in the middle of a frame",
     "requests=1; +quick +slow torn; torn; quick"},
    {"bad-bytes", "good calls, then a length that no frame has",
     "requests=1; +quick +quick garbage; quick"},
    {"bye", "CLOSE with other calls around it", "requests=3; +quick +bye +quick; bye"},
    {"records", "several calls in one record, which a poller does not see",
     "records=yes requests=1 buffer=64; +quick +quick +echo replies ping; +quick close"},
    {"full-socket", "replies that do not fit into the socket",
     "buffer=20 requests=2; +quick +quick +quick replies; quick"},
    {"door", "more clients than max_clients", "clients=1; slow quick; +quick close; quick"},
    {"grow", "stuck calls, a pool that grows, and an urgent call that must not wait",
     "max=2 requests=3 release=last; +stuck +stuck +stuck replies; quick!"},
    {"pool", "several workers that wait for the same calls", "min=3 max=3; quick; +quick quick!"},
    {"urgent", "a stuck call and an urgent one that come together",
     "max=1 release=last; stuck; quick!"},
    {"shrink", "a pool that grows and idles", "max=3 requests=3 idle=5; +slow +slow +slow replies"},
    {"events", "listeners that come, listen to what they and others do, and end it",
     "; listen emit unlisten; +listen +emit +emit replies unlisten"},
    {"events-wait", "a listener that has nothing to do but to wait for its events",
     "max=1; listen emit hear emit hear"},
    {"events-end", "subscriptions that end while others bring events about",
     "buffer=64; listen unlisten listen unlisten; +emit +emit +emit replies"},
    {"events-vanish", "listeners that go without a word, with events on their way",
     "; +listen +emit close; listen emit +emit unlisten"},
    {"events-deaf", "a listener that does not read is cut off; the others get every event",
     "max=1 outbox=2 buffer=40; listen deaf; listen emit emit emit emit emit emit emit unlisten"},
    {"events-stop", "a stop while events are on their way",
     "stop=any; listen +emit +emit replies; +listen +emit +unlisten"},
    {"streams", "data in both directions, beside calls of the same client",
     "outbox=1; +pull +quick replies; push quick"},
    {"streams-end",
     "streams that the client aborts, that the API fails, that end while others go on",
     "outbox=2 buffer=64 parked=28; +abort +pull replies; reject push"},
    {"streams-slow", "a client that is slow to take its data: the API is not read ahead of it",
     "outbox=1 buffer=40; +pull deaf replies"},
    {"streams-vanish", "clients that go in the middle of their streams",
     "outbox=2; +pull +push close; +pull quick reset"},
    {"streams-stop", "a stop while streams go on",
     "outbox=2 stop=any; +pull +quick idle replies; +push ping +slow replies"},
    {"files", "descriptors that come with calls and go with replies, beside other calls",
     "; +give +take +quick replies; give take"},
    {"files-bye", "replies with descriptors that a client does not get, since it has said goodbye",
     "requests=4 max=3; +take +bye +take +take"},
    {"files-parked", "descriptors of calls that wait for a slot",
     "max=1 requests=1; +slow +give +give +quick replies; take"},
    {"files-slow", "replies with descriptors that do not fit into the socket",
     "buffer=20; +take +take +give replies; take"},
    {"files-vanish", "clients that go with descriptors on their way, in both directions",
     "requests=1; +slow +give +take close; +give part; +take +give reset"},
    {"files-stop", "a stop while descriptors are on their way",
     "stop=any; +give +take +give replies; +take give"},
    {"keepalive", "clients that are asked whether they are there; one does not answer",
     "keepalive=20; quick slow +slow replies; quick deaf; quick deaf close"},
    {"keepalive-throttled", "a client that is not read for a while is not taken for dead",
     "max=1 requests=1 parked=0 keepalive=3; +slow +slow +slow replies"},
    {"patience", "a frame that does not end, and one that comes too slowly; others may be idle",
     "patience=100; stall; trickle; quick idle +quick +slow replies"},
    {"patience-records", "a record that comes too slowly, of which nothing can be read before",
     "records=yes patience=100; trickle; quick idle +quick +slow replies"},
    {"patience-write", "a client that never takes its reply is cut off; one that is slow is not",
     "patience=2000 buffer=20; plug; +quick +quick deaf replies; quick"},
    {"login", "a client that has not authenticated gets nothing, and one that has gets all",
     "login=yes; quick wrong +login +quick replies quick; login slow"},
    {"login-layer", "what follows the reply that admits a client is in records",
     "login=yes layer=yes buffer=30; quick login +quick +quick replies ping; login bye"},
    {"login-deadline", "a client that does not authenticate is closed; one that has stays",
     "login=yes auth=100; login idle quick; silent; stall"},
    {"login-crowd", "silent clients do not keep the one that authenticates from coming in",
     "max=1 login=yes anonymous=2; silent; silent; stall; login quick"},
    {"login-vanish", "clients that go while they authenticate",
     "login=yes anonymous=1; +login close; +wrong +login reset; login quick"},
    {"handshake", "a transport whose handshake comes first, and its deadline",
     "handshake=yes auth=100; quick idle +quick +quick replies; stall; silent"},
    {"handshake-door", "a client that has shaken hands leaves its place to the next one",
     "max=1 handshake=yes anonymous=1 release=last; stuck; quick!"},
    {"handshake-records", "a handshake and a log-in, then several calls in one record",
     "handshake=yes records=yes login=yes buffer=8; login +quick +quick replies; +login close"},
    {"handshake-stop", "a stop while clients shake hands and authenticate",
     "handshake=yes login=yes stop=any; login quick; stall; silent"},
    {"reload", "limits that are raised while calls run: who waited for them goes on",
     "max=1 clients=1 requests=1 reloads=1 newmax=2 newclients=3 newrequests=2 release=last; "
     "+stuck +quick replies; quick!; quick!"},
    {"reload-door", "max_clients is raised while one waits at the door and nothing else happens",
     "max=1 clients=1 reloads=1 newclients=2 release=last; stuck; quick!"},
    {"reload-lower", "limits that are lowered below what is in use, and idle workers",
     "min=3 max=3 requests=3 idle=5 reloads=2 newmin=1 newmax=1 newclients=1 newrequests=1; "
     "+slow +quick +quick replies; +quick +quick close"},
    {"reload-stop", "a stop while the settings are read again",
     "requests=1 reloads=2 newmax=3 newrequests=2 stop=any; +slow +quick replies; quick"},
    {"idle-exit", "a daemon that ends when it has had no client for a while",
     "stop=idle; quick idle quick; +slow +quick close"},
    {"watchdog", "a watchdog that is fed while the loop and the pool live",
     "watchdog=200; +slow +quick slow! replies; quick slow"},
    {"scarce", "memory that is short for a while: calls are refused, clients turned away",
     "max=1 scarce=yes; +quick +slow quick! replies idle quick; idle quick +quick replies"},
    {"status", "visitors of the status socket, who stay, go and stand in the door",
     "visitors=2 max=1; quick +slow replies; quick close"},
    {"stop", "an orderly stop at any point",
     "stop=any; +slow +quick replies; quick +event replies"},
    {"stop-early", "a stop while the daemon begins", "stop=early; +quick +slow replies; quick"},
    {"stop-queued", "a stop with calls that no worker has begun",
     "max=1 requests=3 parked=10000 stop=any; +slow +quick +quick +quick replies"},
    {"stop-twice", "a second stop, which forces", "stop=twice; +slow +quick replies; slow"},
    {"stop-stuck", "a call that never returns, and the drain deadline",
     "max=1 release=never; stuck; +quick close"},
};

std::unique_ptr<sim::Scenario> daemon_scenario(const Preset& preset, std::string_view parameters) {
  auto parsed = parse_workload(parameters.empty() ? preset.workload : parameters);
  if (auto* wrong = std::get_if<std::string>(&parsed)) {
    std::fprintf(stderr, "scenario %s: %s\n", preset.name, wrong->c_str());
    return nullptr;
  }
  return std::make_unique<DaemonScenario>(preset.name, preset.summary,
                                          std::move(std::get<Workload>(parsed)));
}

std::unique_ptr<sim::Scenario> loop_scenario(std::string_view parameters) {
  LoopScenario::Size size;
  if (!parameters.empty() &&
      std::sscanf(std::string(parameters).c_str(), "threads=%u operations=%u", &size.threads,
                  &size.operations) != 2) {
    std::fprintf(stderr, "scenario loop: the parameters are \"threads=N operations=N\"\n");
    return nullptr;
  }
  return std::make_unique<LoopScenario>(size);
}

}  // namespace

std::vector<std::unique_ptr<sim::Scenario>> scenarios() {
  std::vector<std::unique_ptr<sim::Scenario>> all;
  all.push_back(loop_scenario({}));
  for (const Preset& preset : kDaemonPresets) {
    all.push_back(daemon_scenario(preset, {}));
    IL_ASSERT(all.back() != nullptr, "a preset cannot be read");
  }
  return all;
}

std::unique_ptr<sim::Scenario> make_scenario(std::string_view name, std::string_view parameters) {
  if (name == "loop") return loop_scenario(parameters);
  for (const Preset& preset : kDaemonPresets) {
    if (name == preset.name) return daemon_scenario(preset, parameters);
  }
  // A workload of its own, as property tests make them.
  if (name == "workload") {
    return daemon_scenario({"workload", "a workload given by its parameters", ""}, parameters);
  }
  return nullptr;
}

}  // namespace interleave::proptests
