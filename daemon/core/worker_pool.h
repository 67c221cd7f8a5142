// The workers (T3): threads that make calls, between min_workers and max_workers of them (D4).
#ifndef INTERLEAVE_DAEMON_CORE_WORKER_POOL_H_
#define INTERLEAVE_DAEMON_CORE_WORKER_POOL_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "daemon/core/dispatcher.h"
#include "daemon/core/limits.h"
#include "daemon/core/log.h"
#include "model/seam/world.h"

namespace interleave::daemon {

// Spawns and joins. The thread that runs the event loop uses it; before the loop has started and
// after it has ended, the process leader does.
class WorkerPool {
 public:
  // `limits` are those of now: they change while the loop runs, on its thread. `wake_loop` makes
  // the loop thread call join_ended soon. See Dispatcher.
  WorkerPool(const World& world, const Limits& limits, Dispatcher& dispatcher, Log& log,
             std::function<void()> wake_loop);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  // Every worker has been joined.
  ~WorkerPool();

  // Starts min_workers ordinary and prio_workers urgent workers. False when the system refuses a
  // thread, which is logged; those that were started run.
  [[nodiscard]] bool start();

  // Other limits hold: starts what min_workers and prio_workers want beyond those that there are.
  // (Those beyond end by themselves.)
  void fill();

  // Starts up to `count` ordinary workers more. A refusal is logged: the load waits for those that
  // there are.
  void grow(std::size_t count);

  // Joins the workers that have ended by themselves.
  void join_ended();

  // Joins every worker; Dispatcher::quit was called. Blocks until the calls they are in return.
  void join_all();

 private:
  struct Worker {
    std::unique_ptr<Thread> thread;  // the owning thread's
    bool ended = false;              // guarded by the server lock: it needs only to be joined
  };

  bool spawn(Lane lane);
  bool refuse(Name name);
  void work(Name name, Lane lane, Worker& self);
  void perform(Task task);

  // Constant.
  const World world_;
  Dispatcher& dispatcher_;
  Log& log_;
  const std::function<void()> wake_loop_;

  // The owning thread only.
  const Limits& limits_;
  std::uint32_t last_number_ = 0;
  std::map<std::uint32_t, Worker> workers_;  // by number
  std::vector<std::uint32_t> to_join_;       // with room for all of them

  // Guarded by the server lock.
  std::size_t ended_ IL_GUARDED_BY(server_rank) = 0;  // workers, since the last that were joined
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_WORKER_POOL_H_
