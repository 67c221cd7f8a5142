// The process leader (T1): makes everything, starts the event loop thread, and waits for its end.
#ifndef INTERLEAVE_DAEMON_CORE_PROCESS_LEADER_H_
#define INTERLEAVE_DAEMON_CORE_PROCESS_LEADER_H_

#include <functional>
#include <memory>
#include <utility>

#include "daemon/core/event_loop.h"
#include "daemon/core/limits.h"
#include "daemon/core/log.h"
#include "daemon/core/program.h"
#include "daemon/core/server.h"
#include "model/seam/world.h"

namespace interleave::daemon {

// Used by the initial thread, but for stop().
class ProcessLeader {
 public:
  // All are alive for longer than the leader.
  ProcessLeader(const World& world, const Limits& limits, Program& program, Log& log);
  ProcessLeader(const ProcessLeader&) = delete;
  ProcessLeader& operator=(const ProcessLeader&) = delete;
  // wait() has returned, or start() was not called or has failed.
  ~ProcessLeader() = default;

  // For whoever has to register something before the loop runs.
  [[nodiscard]] EventLoop& loop() { return loop_; }
  [[nodiscard]] Server& server() { return server_; }

  // `end` is called on the loop thread when the loop has ended: for whoever has handles watched up
  // to the end, and must close them there. Before start.
  void on_loop_end(std::function<void()> end) { loop_end_ = std::move(end); }

  // Starts the workers, then the event loop thread. False when the system refuses a thread, which
  // is logged; nothing runs then.
  [[nodiscard]] bool start();

  // Blocks until the event loop thread has ended. After Outcome::forced workers may still be in
  // calls: end the process without destroying anything they use, or call server().join_workers().
  Outcome wait();

  // Any thread, no lock held: see Server::stop.
  void stop() { server_.stop(); }
  // Any thread, no lock held: see Server::reload.
  void reload() { server_.reload(); }

 private:
  const World world_;
  Log& log_;
  EventLoop loop_;
  Server server_;
  std::function<void()> loop_end_;
  std::unique_ptr<Thread> loop_thread_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_PROCESS_LEADER_H_
