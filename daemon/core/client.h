// A client: the half of it that the event loop and the workers share.
#ifndef INTERLEAVE_DAEMON_CORE_CLIENT_H_
#define INTERLEAVE_DAEMON_CORE_CLIENT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <vector>

#include "daemon/core/connection.h"
#include "daemon/core/fifo.h"
#include "daemon/core/out_queue.h"
#include "daemon/core/program.h"
#include "model/locks/guards.h"
#include "model/seam/world.h"

namespace interleave::daemon {

class Client;

// A client's place in one of the server's ready queues: a list of at most one element, which moves
// between the client and the queue. Membership costs nothing, needs no memory, and ends in O(1).
using ReadyNode = std::list<Client*>;

// A call that waits on dx for a worker, or work that its session has asked for.
struct Job {
  rpc::Message message;
  Lane lane = Lane::ordinary;
  std::optional<std::uint64_t> work{};  // set: no call but Session::work
  Instant queued{};                     // when it was put on dx
};

// T5, T8. Owned by the server's table; destroyed once, on the loop thread, with no lock held (D1):
// after its stream was closed, its last call has returned and its session was closed.
class Client {
 public:
  Client(const World& world, const ClientInfo& info, std::shared_ptr<Outbox> outbox,
         std::unique_ptr<Session> session, std::unique_ptr<Transport> transport);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  // The client lock. Taken with the server lock held (T5).
  [[nodiscard]] Mutex& mutex() const IL_RETURN_CAPABILITY(mutex_) { return mutex_; }

  // Constant.
  [[nodiscard]] const ClientInfo& info() const { return info_; }
  [[nodiscard]] ObjectId id() const { return id_; }
  [[nodiscard]] Outbox& outbox() const { return *outbox_; }
  [[nodiscard]] Session& session() const { return *session_; }

  // Loop thread only.
  [[nodiscard]] Connection& connection() { return connection_; }

  // dx: complete calls, in the order in which they came.
  void make_room_for_jobs(std::size_t count) IL_REQUIRES(mutex_) { dx_.reserve_for(count); }
  void push_job(Job job) IL_REQUIRES(mutex_) { dx_.push_back(std::move(job)); }
  // The first call that `lane` may take; dx has one.
  Job take_job(Lane lane) IL_REQUIRES(mutex_);
  [[nodiscard]] std::size_t jobs() const IL_REQUIRES(mutex_) { return dx_.size(); }
  [[nodiscard]] bool has_urgent_job() const IL_REQUIRES(mutex_);
  // All of dx, which is empty then.
  Fifo<Job> take_jobs() IL_REQUIRES(mutex_);

  // tx: replies for the loop thread to write.
  void push_reply(Outgoing reply) IL_REQUIRES(mutex_) { tx_.push_back(std::move(reply)); }
  std::vector<Outgoing> take_replies() IL_REQUIRES(mutex_);

  // Guarded by the server lock: what the server's queues and the client's end turn on.
  struct Shared {
    // By lane: the client's node, which is in the server's ready queue when the list here is empty;
    // and where the node is, in either list. At the client's end the first of them is in the queue
    // of sessions to be closed, and then among the clients to be reaped.
    std::array<ReadyNode, 2> ready;
    std::array<ReadyNode::iterator, 2> place;
    std::size_t running = 0;       // calls in workers: references that keep the client alive
    bool closed = false;           // its stream is closed: replies go nowhere
    bool session_closing = false;  // the job that closes the session was queued
    bool flush_queued = false;     // on the list of clients whose tx the loop will take
  };
  [[nodiscard]] Shared& shared() IL_REQUIRES(server_rank) { return shared_; }

 private:
  // Constant.
  Trace& trace_;
  const ClientInfo info_;
  const ObjectId id_;
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;
  const std::shared_ptr<Outbox> outbox_;
  const std::unique_ptr<Session> session_;

  // Guarded by the client lock.
  Fifo<Job> dx_ IL_GUARDED_BY(mutex_);
  std::vector<Outgoing> tx_ IL_GUARDED_BY(mutex_);

  // Guarded by the server lock.
  Shared shared_ IL_GUARDED_BY(server_rank);

  // Loop thread only.
  Connection connection_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_CLIENT_H_
