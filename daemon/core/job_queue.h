// Which client's call a worker takes next (D3): round robin over the clients that have one.
#ifndef INTERLEAVE_DAEMON_CORE_JOB_QUEUE_H_
#define INTERLEAVE_DAEMON_CORE_JOB_QUEUE_H_

#include <array>
#include <cstddef>
#include <optional>

#include "daemon/core/client.h"
#include "daemon/core/program.h"

namespace interleave::daemon {

struct Seat;

// Work for a worker. `client` is alive until the task is given back (D1).
struct Task {
  Client* client = nullptr;  // null: a question, which is answered by giving the task back
  std::optional<Job> job;    // absent: close the client's session
  Seat* seat = nullptr;      // of the worker that has it
};

// Guarded by the server lock, as a whole. Every operation is O(1) in the number of clients.
class JobQueue {
 public:
  // Puts a call on the client's dx, and the client at the end of each lane that it is not in yet.
  void push(Client& client, Job job) IL_REQUIRES(server_rank, client.mutex());

  // Takes the client's whole dx away; the client leaves all lanes.
  Fifo<Job> withdraw(Client& client) IL_REQUIRES(server_rank, client.mutex());

  // The client's session is to be closed: by any worker, and before calls, so that clients that
  // have gone do not pile up behind a busy pool.
  void push_closing(Client& client) IL_REQUIRES(server_rank);

  // Puts a client that is in no queue into one for clients whose end has come.
  static void put_among(ReadyNode& queue, Client& client) IL_REQUIRES(server_rank);

  // A question whether workers are alive, for any of them, and before calls as well.
  void push_question() IL_REQUIRES(server_rank) { ++questions_; }

  [[nodiscard]] bool has_work(Lane lane) const IL_REQUIRES(server_rank) {
    return !closing_.empty() || questions_ > 0 || !ready(lane).empty();
  }
  [[nodiscard]] bool has_closing() const IL_REQUIRES(server_rank) { return !closing_.empty(); }

  // The next task for a worker of `lane`, which has work. A call counts as running from here on.
  // The client goes to the end of the lane if it has more.
  Task take(Lane lane) IL_REQUIRES(server_rank);

  // Calls on the dx queues of all clients, and sessions to be closed.
  [[nodiscard]] std::size_t size() const IL_REQUIRES(server_rank) {
    return jobs_ + closing_.size();
  }

 private:
  [[nodiscard]] const ReadyNode& ready(Lane lane) const {
    return ready_[static_cast<std::size_t>(lane)];
  }
  void enter(Client& client, Lane lane) IL_REQUIRES(server_rank);
  void leave(Client& client, Lane lane) IL_REQUIRES(server_rank);

  // `ordinary`: clients with any call; `urgent`: clients with an urgent one.
  std::array<ReadyNode, 2> ready_;
  ReadyNode closing_;
  std::size_t questions_ = 0;
  std::size_t jobs_ = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_JOB_QUEUE_H_
