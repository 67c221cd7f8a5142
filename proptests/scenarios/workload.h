// What a daemon scenario does, as a value: limits, clients and what each of them does, how it
// stops.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_WORKLOAD_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_WORKLOAD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/core/program.h"

namespace interleave::proptests {

// How the API behind the daemon treats a call.
enum class Behaviour : std::uint8_t {
  quick,     // returns at once
  slow,      // takes 10 ms
  event,     // returns when the event loop has delivered an event
  fail,      // returns an error at once
  stuck,     // returns when the scenario lets it, or never
  bye,       // returns at once, and the connection is closed after the reply
  listen,    // subscribes to the events
  unlisten,  // ends the client's oldest subscription
  emit,      // returns at once; the event loop delivers an event to all who listen
  login,     // authenticates the client
  wrong,     // is meant to, and fails
  give,      // two files come with the call; returns at once, and says which they are
  take,      // returns at once; two files come with the reply
  echo,      // returns at once, with what came with the call
  throws,    // ends with an exception
  await,     // returns when another call or job comes to the API, or the scenario lets it
  pull,      // opens a stream from the API, of which the client takes all
  abort,     // the same, and the client takes one packet and aborts it
  push,      // opens a stream to the API
  reject,    // the same, and the API fails in the middle
};

enum class ActionKind : std::uint8_t {
  call,     // send a call and wait for all outstanding replies
  send,     // send a call and go on
  replies,  // wait for all outstanding replies
  ping,     // send a keepalive ping and wait for the pong
  half,     // shut down sending; replies still come
  close,    // vanish
  reset,    // vanish with a reset
  cut,      // send half a frame, then vanish
  torn,     // send half a frame and shut down sending; replies still come
  part,     // send a call to give and one of its two files, then vanish
  garbage,  // send a length word that no frame can have, then expect to be closed
  hear,     // wait until as many events have come as the client has brought about while it listens
  deaf,     // read nothing for a second; the daemon may have cut the client off
  idle,     // do nothing for a second: the client has time, and keeps its connection
  silent,   // say nothing, not even what a handshake begins with; then expect to be closed
  stall,    // break off in the middle of the handshake, or of a call; then expect to be closed
  trickle,  // send a frame a byte at a time, slowly; then expect to be closed before it is whole
  plug,     // send a call and read nothing; expect to be closed where a reply does not fit
};

struct Action {
  ActionKind kind = ActionKind::call;
  Behaviour behaviour = Behaviour::quick;  // of call and send
  bool urgent = false;                     // of call and send
  bool operator==(const Action&) const = default;
};

enum class Stop : std::uint8_t {
  after,  // when every client has gone and all is quiet
  any,    // at any point
  twice,  // at any point, two times
  idle,   // never: the daemon ends by itself when it has had no client for a while
  early,  // at any point, even before the daemon has begun
};

// When stuck calls return.
enum class Release : std::uint8_t {
  early,  // at any point
  last,   // when all clients but the first have gone: they may not wait for it
  never,  // only after the daemon has been forced to stop
};

struct Workload {
  std::uint32_t min_workers = 1;
  std::uint32_t max_workers = 2;
  std::uint32_t prio_workers = 1;
  std::uint32_t max_clients = 8;
  std::uint32_t max_client_requests = 2;
  std::uint32_t idle_ms = 1'000;   // worker_idle
  std::uint32_t buffer = 4'096;    // bytes that a socket holds
  std::uint32_t parked = 65'536;   // parked_bytes, stream_bytes
  std::uint32_t outbox = 100;      // outbox_messages
  std::uint32_t keepalive_ms = 0;  // keepalive_interval, with a count of 1; 0 is none
  // The settings are read again so often, at any point, and then say these; 0 is what they say now.
  std::uint32_t reloads = 0;
  std::uint32_t new_min_workers = 0;
  std::uint32_t new_max_workers = 0;
  std::uint32_t new_max_clients = 0;
  std::uint32_t new_max_client_requests = 0;
  std::uint32_t watchdog_ms = 0;   // how often a watchdog is fed; 0: there is none
  std::uint32_t patience_ms = 0;   // frame_timeout and write_timeout; 0 is none
  std::uint32_t anonymous = 20;    // max_anonymous_clients
  std::uint32_t auth_ms = 30'000;  // auth_timeout
  std::uint32_t visitors = 0;      // of the status socket
  bool records = false;            // a transport that keeps bytes out of the poller's sight
  bool handshake = false;          // a transport with a handshake
  bool login = false;              // clients have to authenticate
  bool scarce = false;             // memory is short for a while
  bool layer = false;              // which brings a layer of records, for streams without any
  Release release = Release::early;
  Stop stop = Stop::after;
  std::vector<std::vector<Action>> clients;
  bool operator==(const Workload&) const = default;
};

// One line: "workers=1..2 prio=1 ... stop=any; quick +slow! replies close; ping". A client's
// actions follow each semicolon: a behaviour is a call, with a "+" before it a send, with a "!"
// after it urgent.
std::string to_text(const Workload& workload);

// Reads what to_text writes; every setting may be left out. Otherwise the text says what is wrong
// and where.
std::variant<Workload, std::string> parse_workload(std::string_view text);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_WORKLOAD_H_
