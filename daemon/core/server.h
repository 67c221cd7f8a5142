// The server: clients come in, calls are handed over, and one day it stops in order (D8).
#ifndef INTERLEAVE_DAEMON_CORE_SERVER_H_
#define INTERLEAVE_DAEMON_CORE_SERVER_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "daemon/core/acceptor.h"
#include "daemon/core/counters.h"
#include "daemon/core/dispatcher.h"
#include "daemon/core/event_loop.h"
#include "daemon/core/idle_exit.h"
#include "daemon/core/limits.h"
#include "daemon/core/log.h"
#include "daemon/core/outbox.h"
#include "daemon/core/program.h"
#include "daemon/core/reloader.h"
#include "daemon/core/shortage.h"
#include "daemon/core/statistics.h"
#include "daemon/core/traffic.h"
#include "daemon/core/watchdog.h"
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
  // What a reload does, on a thread of its own: it reads and checks, and calls set_limits, or logs
  // why not. Before the loop runs.
  void prepare_reload(std::function<void()> read) { reloader_.prepare(std::move(read)); }
  // `stopping` is called on the loop thread when the daemon begins to stop. Before the loop runs.
  void on_stopping(std::function<void()> stopping) { stopping_ = std::move(stopping); }
  // See Watchdog. Before the loop runs.
  void set_watchdog(Duration interval, std::function<void()> feed);
  // By which Limits::memory_bytes is kept; it outlives the server. Before the loop runs.
  void set_memory_gauge(MemoryGauge& gauge) { shortage_.set_gauge(gauge); }
  // Starts the workers. False when the system refuses them; then join_workers must follow.
  [[nodiscard]] bool start() { return pool_.start(); }

  // Any thread, at any time, with no lock held: begins an orderly shutdown; the second call forces
  // it.
  void stop();

  // Any thread, at any time, with no lock held: reads the settings again, soon (D8). Nothing once
  // the daemon stops.
  void reload();
  // Any thread, at any time, with no lock held: the limits that hold from soon on. Calls in flight
  // are not touched, and no client or worker that is there is sent away: a number that is too high
  // falls as they go. Nothing once the daemon stops.
  void set_limits(const Limits& limits);

  // After the loop has ended.
  [[nodiscard]] Outcome outcome() const { return outcome_; }
  // Waits for the workers, and the reading of settings, that a forced end or a failed start has
  // left: for a caller that does not end the process.
  void join_workers();

  // Everything there is to know, at this moment. Loop thread; holds the server lock for as long as
  // it takes to copy what the workers do.
  [[nodiscard]] Statistics statistics();

  // Any thread.
  [[nodiscard]] const Counters& counters() const { return counters_; }
  [[nodiscard]] std::size_t ordinary_workers() { return dispatcher_.ordinary_workers(); }
  // The trace's name for the server.
  [[nodiscard]] ObjectId id() const { return id_; }

 private:
  enum class Stage : std::uint8_t { serving, draining, ended };

  void wake() { loop_.update_timer(control_, Duration::zero()); }
  void on_control();
  void follow_all();
  void follow_orders();
  void follow_stops(unsigned stops);
  void apply(const Limits& limits);
  void follow_clients();
  void on_idle();
  // Nobody is left to be waited for.
  [[nodiscard]] bool is_drained() const {
    return traffic_.clients() == 0 && !reloader_.is_running();
  }
  void begin_drain();
  void on_deadline();
  void end(Outcome outcome);

  // Constant.
  const World world_;
  EventLoop& loop_;
  Log& log_;
  const ObjectId id_;
  std::function<void()> stopping_;  // once the loop runs

  Counters counters_;  // its own synchronisation

  // Loop thread only.
  Limits limits_;           // the parts below have a reference to them
  const WatchId control_;   // runs on_control when somebody has called wake
  const WatchId deadline_;  // armed from begin_drain on
  Stage stage_ = Stage::serving;
  bool deadline_passed_ = false;
  Outcome outcome_ = Outcome::drained;

  Shortage shortage_;
  Dispatcher dispatcher_;  // the server lock is its
  Mailroom mailroom_;
  WorkerPool pool_;
  Traffic traffic_;
  Acceptor acceptor_;
  Reloader reloader_;
  std::optional<Watchdog> watchdog_;
  std::optional<IdleExit> idle_exit_;

  // Guarded by the server lock: orders that the loop thread has not followed yet.
  bool reload_ordered_ IL_GUARDED_BY(server_rank) = false;
  std::optional<Limits> new_limits_ IL_GUARDED_BY(server_rank);
  Duration drain_deadline_ IL_GUARDED_BY(server_rank);  // of the limits that are set
  unsigned stops_ IL_GUARDED_BY(server_rank) = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_SERVER_H_
