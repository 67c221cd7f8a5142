// The server: clients come in, calls are handed over, and one day it stops in order (D8).
#ifndef INTERLEAVE_DAEMON_CORE_SERVER_H_
#define INTERLEAVE_DAEMON_CORE_SERVER_H_

#include <cstdint>

#include "daemon/core/acceptor.h"
#include "daemon/core/counters.h"
#include "daemon/core/dispatcher.h"
#include "daemon/core/event_loop.h"
#include "daemon/core/limits.h"
#include "daemon/core/log.h"
#include "daemon/core/outbox.h"
#include "daemon/core/program.h"
#include "daemon/core/traffic.h"
#include "daemon/core/worker_pool.h"
#include "model/seam/world.h"

namespace interleave::daemon {

// How a server has ended.
enum class Outcome : std::uint8_t {
  drained,  // every call that was in flight has been answered
  forced,   // the drain deadline came, or a second stop: calls are still running
};

// Ties the parts together; its own work is the order of the end.
//
// Stopping: the doors close; nothing more is read; calls that no worker has begun are refused; the
// loop goes on until the calls in flight have returned and their replies are written; the workers
// are joined; the loop quits. At the drain deadline all clients are closed; what has not ended
// kForcedAfter later, or at a second stop, is left behind.
class Server {
 public:
  static constexpr Duration kForcedAfter = std::chrono::milliseconds(500);

  // All are alive for longer than the server. `loop` does not run yet.
  Server(const World& world, const Limits& limits, Program& program, EventLoop& loop, Log& log);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  // The loop has ended, and the workers are joined.
  ~Server();

  // Before the loop runs.
  void add_door(Door door) { acceptor_.add_door(std::move(door)); }
  // Starts the workers. False when the system refuses them; then join_workers must follow.
  [[nodiscard]] bool start() { return pool_.start(); }

  // Any thread, at any time, with no lock held: begins an orderly shutdown; the second call forces
  // it.
  void stop();

  // After the loop has ended.
  [[nodiscard]] Outcome outcome() const { return outcome_; }
  // Waits for the workers that a forced end, or a failed start, has left: for a caller that does
  // not end the process.
  void join_workers();

  // Any thread.
  [[nodiscard]] const Counters& counters() const { return counters_; }
  [[nodiscard]] std::size_t ordinary_workers() { return dispatcher_.ordinary_workers(); }
  // The trace's name for the server.
  [[nodiscard]] ObjectId id() const { return id_; }

 private:
  enum class Stage : std::uint8_t { serving, draining, ended };

  void wake() { loop_.update_timer(control_, Duration::zero()); }
  void on_control();
  void update_room();
  void follow_stops();
  void begin_drain();
  void on_deadline();
  void end(Outcome outcome);

  // Constant.
  const World world_;
  const Limits limits_;
  EventLoop& loop_;
  Log& log_;
  const ObjectId id_;

  Counters counters_;  // its own synchronisation

  // Loop thread only.
  const WatchId control_;   // runs on_control when somebody has called wake
  const WatchId deadline_;  // armed from begin_drain on
  Stage stage_ = Stage::serving;
  bool deadline_passed_ = false;
  Outcome outcome_ = Outcome::drained;

  Dispatcher dispatcher_;  // the server lock is its
  Mailroom mailroom_;
  WorkerPool pool_;
  Traffic traffic_;
  Acceptor acceptor_;

  // Guarded by the server lock.
  unsigned stops_ IL_GUARDED_BY(server_rank) = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_SERVER_H_
