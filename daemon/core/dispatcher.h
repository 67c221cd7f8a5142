// What passes between the event loop and the workers: the server lock and the job condition (T4,
// T7).
#ifndef INTERLEAVE_DAEMON_CORE_DISPATCHER_H_
#define INTERLEAVE_DAEMON_CORE_DISPATCHER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "daemon/core/client.h"
#include "daemon/core/counters.h"
#include "daemon/core/job_queue.h"
#include "daemon/core/limits.h"
#include "daemon/core/statistics.h"
#include "daemon/core/work_ledger.h"
#include "model/locks/guards.h"
#include "model/seam/world.h"

namespace interleave::daemon {

// Calls go in on the loop thread, to workers and back as replies. Owns the server lock. No
// operation but `next` blocks, and none calls the API or does I/O.
class Dispatcher {
 public:
  // `wake_loop` makes the loop thread call take_replies and take_reapable soon. It is called with
  // no lock of the dispatcher held, on any thread.
  Dispatcher(const World& world, const Limits& limits, Counters& counters,
             std::function<void()> wake_loop);

  // T4: the server lock.
  [[nodiscard]] Mutex& mutex() const IL_RETURN_CAPABILITY(mutex_) { return mutex_; }

  // Loop thread.

  // Puts calls, and work of the session, on the client's dx and wakes workers. Returns
  // wanted_workers(). Throws std::bad_alloc: none of them is on dx then, and all are in `jobs`.
  [[nodiscard]] std::size_t submit(Client& client, std::span<Job> jobs);

  struct Replies {
    Client* client = nullptr;
    std::vector<Outgoing> frames;
  };
  // The replies that workers have queued since the last call, by client; the clients are alive and
  // open. Throws std::bad_alloc, with nothing taken.
  [[nodiscard]] std::vector<Replies> take_replies();

  // The client's calls that no worker has begun: they will not be made. Work of its session that
  // waits, which is among them, is given up.
  [[nodiscard]] Fifo<Job> withdraw(Client& client);

  // The client's stream is closed. Calls and work on dx are given up, and so are replies of running
  // calls; its session is closed by a worker when they have returned. Returns what was on dx. Needs
  // no memory.
  [[nodiscard]] Fifo<Job> close(Client& client);

  // Clients whose session is closed: the caller owns their end. Each is returned once.
  [[nodiscard]] ReadyNode take_reapable();

  // How many workers more the load wants (D4): as many as there are calls that no waiting worker
  // can take, up to the limit.
  [[nodiscard]] std::size_t wanted_workers();

  // No call is begun from now on: every worker's `next` gives it the sessions that wait to be
  // closed, then nothing.
  void quit();

  // Whether workers are alive: a question is answered by the next worker that looks for work.
  void ask();
  // Questions that have been answered, of all that were asked.
  [[nodiscard]] std::uint64_t answered_questions();

  // Workers.

  // A worker is about to be spawned: it counts for the limit of the load's wants. Either the new
  // thread says `enter` first of all, or whoever could not spawn it says `cancel`. Throws
  // std::bad_alloc, with nothing changed.
  void reserve(Lane lane);
  void cancel(Lane lane);
  // The seat lives until `next` has given nothing.
  void enter(Seat& seat);

  // Blocks until there is a task for a worker of the seat's lane. Nothing when the worker is to
  // end: the dispatcher quits, or a worker beyond min_workers, or prio_workers, has idled for
  // worker_idle; it is not counted any more then.
  [[nodiscard]] std::optional<Task> next(Seat& seat);

  // The task's call has returned; its reply goes on tx, or nowhere when the client has closed.
  // Without memory for a reply the client is cut off.
  void finish(const Task& task, std::optional<Reply> reply);
  // The task's work is done.
  void finish_work(const Task& task);
  // The task's session is closed: the client can be reaped.
  void finish_close(const Task& task);
  // The task was a question, and the worker lives.
  void finish_question();

  // Any thread.

  // Fills in what is guarded by the server lock, all at one moment: the counts of calls, the queue,
  // the workers, and the lock's own times.
  void report(Statistics& statistics);

  // The number of ordinary workers that have entered and not ended.
  [[nodiscard]] std::size_t ordinary_workers();
  // Those of a lane that are there or about to be.
  [[nodiscard]] std::size_t crew_size(Lane lane);

  // Other limits hold from now on: for workers that wait, too.
  void set_limits(const Limits& limits) IL_REQUIRES(server_rank);

 private:
  struct Crew {
    std::size_t reserved = 0;  // about to enter, or to be cancelled
    std::size_t workers = 0;   // entered and not ended
    std::size_t waiting = 0;   // in `next`, waiting
    bool signalled = false;    // one of those has been signalled, and has not looked yet
  };

  // The server lock where work has come or been taken: signals a worker at its end, if one is due.
  class IL_SCOPED_CAPABILITY SignallingLock {
   public:
    explicit SignallingLock(Dispatcher& dispatcher)
        IL_ACQUIRE(dispatcher.mutex_, server_rank) IL_NO_THREAD_SAFETY_ANALYSIS
        : dispatcher_(dispatcher) {
      dispatcher.mutex_.lock();
    }
    SignallingLock(const SignallingLock&) = delete;
    SignallingLock& operator=(const SignallingLock&) = delete;
    ~SignallingLock() IL_RELEASE() { unlock(); }

    // Releases before the end of the scope; once.
    void unlock() IL_RELEASE();

   private:
    Dispatcher& dispatcher_;
    bool locked_ = true;
  };

  [[nodiscard]] Crew& crew(Lane lane) IL_REQUIRES(server_rank) {
    return crews_[static_cast<std::size_t>(lane)];
  }
  [[nodiscard]] CondVar& condition(Lane lane) {
    return lane == Lane::urgent ? *urgent_job_ : *job_;
  }
  // The number below which no worker of the lane ends.
  [[nodiscard]] std::size_t least(Lane lane) const IL_REQUIRES(server_rank) {
    return lane == Lane::urgent ? limits_.prio_workers : limits_.min_workers;
  }
  [[nodiscard]] std::size_t wanted_workers_locked() IL_REQUIRES(server_rank);
  bool wait_for_work(Lane lane) IL_REQUIRES(server_rank);
  // Whether a waiting worker of the lane has to be signalled for work that is there; it counts as
  // signalled then.
  [[nodiscard]] bool claim_signal(Lane lane) IL_REQUIRES(server_rank);
  [[nodiscard]] Fifo<Job> withdraw_locked(Client& client) IL_REQUIRES(server_rank, client.mutex());
  // False where there is no memory for it.
  [[nodiscard]] bool queue_reply(Client& client, std::uint32_t serial, Reply reply)
      IL_REQUIRES(server_rank);
  void give_up_reply(Client& client, std::uint32_t serial) IL_REQUIRES(server_rank);
  void close_session_when_idle(Client& client) IL_REQUIRES(server_rank);
  // Whether wake_loop is to be called once the server lock is dropped.
  [[nodiscard]] bool ask_for_loop() IL_REQUIRES(server_rank);

  // Constant.
  const World world_;
  Counters& counters_;  // its own synchronisation
  const std::function<void()> wake_loop_;
  LockMeter meter_;  // its own synchronisation
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;
  // T7: the job condition, in two parts so that a signal for an urgent call reaches a worker that
  // may take it.
  const std::unique_ptr<CondVar> job_;
  const std::unique_ptr<CondVar> urgent_job_;

  // Guarded by the server lock.
  Limits limits_ IL_GUARDED_BY(server_rank);
  std::uint64_t limits_set_ IL_GUARDED_BY(server_rank) = 0;  // how often they have been
  JobQueue queue_ IL_GUARDED_BY(server_rank);
  WorkLedger ledger_ IL_GUARDED_BY(server_rank);
  std::array<Crew, 2> crews_ IL_GUARDED_BY(server_rank);
  std::vector<Client*> flush_ IL_GUARDED_BY(server_rank);
  ReadyNode reapable_ IL_GUARDED_BY(server_rank);
  std::uint64_t answered_ IL_GUARDED_BY(server_rank) = 0;
  bool loop_asked_ IL_GUARDED_BY(server_rank) = false;
  bool quit_ IL_GUARDED_BY(server_rank) = false;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_DISPATCHER_H_
