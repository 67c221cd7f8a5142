// Reads the settings again while the daemon serves: on a thread of its own, never on the loop
// thread (D8).
#ifndef INTERLEAVE_DAEMON_CORE_RELOADER_H_
#define INTERLEAVE_DAEMON_CORE_RELOADER_H_

#include <functional>
#include <memory>

#include "daemon/core/log.h"
#include "model/locks/guards.h"
#include "model/seam/world.h"

namespace interleave::daemon {

// A thread for each reading, one at a time. Loop thread only, but for what the reading itself does.
class Reloader {
 public:
  // `lock` is the server lock; `wake_loop` makes the loop thread call follow soon. Both, and the
  // log, are alive for longer.
  Reloader(const World& world, Mutex& lock, Log& log, std::function<void()> wake_loop);
  Reloader(const Reloader&) = delete;
  Reloader& operator=(const Reloader&) = delete;
  // No reading goes on.
  ~Reloader();

  // What a reading does; before the loop runs. It may block, and calls what may be called from any
  // thread with no lock held.
  void prepare(std::function<void()> read) { read_ = std::move(read); }

  // Begins a reading. While one goes on, another follows it: it may have read the file before the
  // change that this order is about. Nothing where nothing was prepared.
  void start();
  // Joins a reading that has ended, and begins the one that was ordered meanwhile.
  void follow();
  // A reading that was ordered and has not begun will not.
  void forget() { again_ = false; }
  // Whether a reading goes on.
  [[nodiscard]] bool is_running() const { return thread_ != nullptr; }
  // Waits for the reading that goes on, if one does. The loop thread, or after its end the leader.
  void join();

 private:
  // Constant.
  const World world_;
  Mutex& lock_;
  Log& log_;
  const std::function<void()> wake_loop_;
  std::function<void()> read_;  // once the loop runs

  // Loop thread only.
  std::unique_ptr<Thread> thread_;
  bool again_ = false;

  // Guarded by the server lock.
  bool ended_ IL_GUARDED_BY(server_rank) = false;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_RELOADER_H_
