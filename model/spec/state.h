// The abstract specification: what the threading model's state is, without a byte of the daemon.
#ifndef INTERLEAVE_MODEL_SPEC_STATE_H_
#define INTERLEAVE_MODEL_SPEC_STATE_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace interleave::spec {

// Where a thread stands in its program. The rows of worker_actions.cc and loop_actions.cc say what
// leads from one to another.
enum class Place : std::uint8_t {
  // A worker (T3).
  w_absent,
  w_free,    // about to look for work
  w_look,    // looks at the queue
  w_take,    // about to take a call
  w_took,    // has taken it
  w_has,     // has taken a session to close
  w_pass,    // about to pass the signal on
  w_begin,   // about to call the API
  w_api,     // in it
  w_back,    // has returned
  w_done,    // about to say so
  w_reply,   // about to put the reply on tx
  w_asks,    // it is there
  w_last,    // the client is closed, and this was its last call
  w_unlock,  // about to drop the server lock
  w_signal,  // about to signal the job condition
  w_told,    // the same; the loop must be woken then
  w_wake,    // about to wake it
  w_wait,    // on the job condition (T7)
  w_awake,   // back from it, but for the server lock
  w_ended,
  w_joined,
  // The event loop (T2).
  l_poll,      // in poll
  l_submit,    // hands a call over: with the server lock
  l_queue,     // with the client's as well
  l_queued,    // it is on dx
  l_unlock,    // about to drop the server lock
  l_signal,    // about to signal the job condition
  l_grow,      // are there workers enough?
  l_close,     // has closed a stream
  l_closing,   // with the server lock
  l_withdraw,  // with the client's as well
  l_orphan,    // does somebody still work for the client?
  l_close_end,
  l_close_signal,  // about to signal the job condition
  l_drop,          // says what is dropped
  l_control,       // was woken
  l_flush,         // takes replies: with the server lock
  l_take,          // with a client's as well
  l_reap,          // looks for clients to destroy
  l_reaping,       // with the server lock
  l_destroy,
  l_stops,   // is the daemon to stop?
  l_drain,   // makes every client drain
  l_refuse,  // with the server lock
  l_refusing,
  l_refused,
  l_drained,  // is anybody left?
  l_end,
  l_quit,  // with the server lock
  l_join,
  l_over,
  // The process leader (T1).
  p_serve,
  p_stop,  // with the server lock
  p_stopping,
  p_wake,
  p_wait,
  p_done,
  count_,
};

// The life of a client (D1).
enum class Life : std::uint8_t {
  absent,     // has not come
  open,       // its stream is open
  ending,     // the loop has closed the stream, and not told the workers
  closed,     // calls of it are with workers
  closing,    // its session waits for a worker to close it
  in_worker,  // a worker closes it
  reapable,   // the session is closed
  doomed,     // the loop has taken it off the list
  reaped,     // destroyed
};

enum class Stage : std::uint8_t { serving, draining, over };

// Its calls are counted by where they are. Each is in one place at a time.
struct Client {
  Life life = Life::absent;
  bool gone = false;      // its peer has vanished, which the loop may not have noticed
  bool draining = false;  // nothing more is read
  bool locked = false;    // T5: its lock
  std::uint32_t unsent = 0;
  std::uint32_t parked = 0;     // read, and waiting for a slot
  std::uint32_t dx = 0;         // waiting for a worker
  std::uint32_t running = 0;    // with workers
  std::uint32_t tx = 0;         // replies that the loop has not seen
  std::uint32_t out = 0;        // replies that wait to be written
  std::uint32_t withdrawn = 0;  // taken off dx by the loop, to be refused or dropped
  // What was counted (D6), apart from where things are: accepted - answered - refused - dropped,
  // and answered + refused - written.
  std::int32_t balance = 0;
  std::int32_t replies = 0;

  // Slots in use.
  [[nodiscard]] std::uint32_t in_flight() const { return dx + running + withdrawn + tx + out; }
  // Calls that were accepted and have no end yet.
  [[nodiscard]] std::uint32_t unfinished() const { return parked + dx + running + withdrawn; }
};

struct Thread {
  Place place = Place::w_absent;
  bool server = false;       // holds the server lock
  bool client_lock = false;  // holds the lock of `client`
  bool session = false;      // its task is to close a session, not a call
  std::uint8_t client = 0;   // whom its task is for
};

// A condition: of those who wait, so many have been signalled. Who began to wait later may take an
// earlier one's signal; they are alike.
struct Condition {
  std::uint32_t waiting = 0;
  std::uint32_t signals = 0;

  [[nodiscard]] bool deaf() const { return waiting > signals; }
  void signal() { signals += deaf() ? 1 : 0; }
  void signal_all() { signals = waiting; }
};

struct Shared {
  bool locked = false;  // T4: the server lock
  Stage stage = Stage::serving;
  bool stop = false;   // was asked to stop
  bool quit = false;   // workers are to end
  bool asked = false;  // somebody has asked for the loop since it last looked
  bool wake = false;   // the loop will return from poll
  // The job condition, and who has come back from it and not got the server lock yet.
  Condition job;
  std::uint32_t awake = 0;
  // A signal is on its way, from when somebody who holds the lock decides on it until whoever it
  // wakes has the lock. There is one at a time: who is woken passes it on.
  bool promised = false;
  // Sums over clients and workers.
  std::uint32_t calls = 0;     // on dx
  std::uint32_t sessions = 0;  // to be closed
  std::uint32_t clients = 0;   // opened and not reaped
  std::uint32_t workers = 0;   // started and not joined
  std::uint32_t ended = 0;     // of these, those who have ended
  std::uint32_t replies = 0;   // on tx of open clients
  std::uint32_t reapable = 0;  // clients whose session is closed
  std::uint32_t doomed = 0;    // of these, those that the loop has taken off the list
  std::uint32_t reading = 0;   // open clients that do not drain

  [[nodiscard]] std::uint32_t queued() const { return calls + sessions; }
  [[nodiscard]] std::uint32_t waiting() const { return job.waiting + awake; }
};

// How large the daemon is.
struct Size {
  std::uint32_t min_workers = 1;
  std::uint32_t max_workers = 1;
  std::uint32_t clients = 1;
  std::uint32_t calls = 1;   // of each client
  std::uint32_t slots = 2;   // max_client_requests
  std::uint32_t parked = 1;  // calls read ahead of a client that has no slot
  bool stop = true;          // the daemon may be stopped
  bool vanish = true;        // peers may vanish
  bool spurious = false;     // waits may return without cause
};

// All that one action sees and changes: locality is what lets a trace of any length be read with
// the actions that the explorer uses for a few threads and clients.
struct View {
  Shared& shared;
  Thread& me;
  Client& client;
  Thread& other;  // a worker that the loop starts or joins
  const Size& size;
};

constexpr std::uint32_t kMostWorkers = 3;
constexpr std::uint32_t kMostClients = 3;
constexpr std::uint32_t kMostCalls = 3;

// A whole daemon, small enough to be explored.
struct State {
  Shared shared;
  Thread loop;
  Thread leader;
  std::array<Thread, kMostWorkers> workers;
  std::array<Client, kMostClients> clients;
};

// Nobody has come; min_workers are about to look for work.
State initial(const Size& size);

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_STATE_H_
