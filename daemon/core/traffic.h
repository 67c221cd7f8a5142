// The clients as the loop thread sees them: reads, hands calls over, writes replies, closes (T8).
#ifndef INTERLEAVE_DAEMON_CORE_TRAFFIC_H_
#define INTERLEAVE_DAEMON_CORE_TRAFFIC_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/core/acceptor.h"
#include "daemon/core/client.h"
#include "daemon/core/counters.h"
#include "daemon/core/dispatcher.h"
#include "daemon/core/event_loop.h"
#include "daemon/core/limits.h"
#include "daemon/core/lobby.h"
#include "daemon/core/log.h"
#include "daemon/core/program.h"
#include "daemon/core/shortage.h"
#include "daemon/core/statistics.h"

namespace interleave::daemon {

// Loop thread only. Owns the clients: each is destroyed here, once, with no lock held (D1).
class Traffic {
 public:
  struct Parts {
    const World& world;
    Shortage& shortage;
    const Limits& limits;  // may change between two callbacks of the loop: see reconsider
    Program& program;
    EventLoop& loop;
    Dispatcher& dispatcher;
    Mailroom& mailroom;
    Counters& counters;
    Log& log;
    // Asks for that many more workers (D4).
    std::function<void(std::size_t)> grow;
    // Has read_kicked called soon.
    std::function<void()> kick;
    // has_anonymous_room may have changed.
    std::function<void()> room_changed;
  };
  explicit Traffic(Parts parts);
  Traffic(const Traffic&) = delete;
  Traffic& operator=(const Traffic&) = delete;
  ~Traffic();

  // A new connection becomes a client.
  // Without memory for it, or when that is short, the connection is closed.
  void open(std::unique_ptr<Stream> stream, const Door& door);

  // Takes the replies that workers have queued, and the letters of the sessions; writes what can be
  // written. Throws std::bad_alloc where there is no memory to take them: then it is to be called
  // again.
  void flush();

  // Reads connections that hold bytes which a poller cannot see (D2).
  void read_kicked();

  // The limits have changed: calls that waited for a slot may have one now. What was decided for a
  // client when it came (its keepalive, the bounds of its outbox) stays.
  void reconsider();

  // The daemon stops (D8): nothing more is read; calls that no worker has begun are refused; every
  // client is closed when its last reply is written.
  void drain();

  // Closes every client at once, whatever is in flight.
  void close_all(std::string_view reason);

  // Destroys the clients whose end is complete.
  void reap();

  // Fills in the clients, and the times of their locks.
  void report(Statistics& statistics) const;

  // Clients that exist, closed ones included whose last call has not returned.
  [[nodiscard]] std::size_t clients() const { return clients_.size(); }
  // Whether another client that has yet to show who it is may come (D7).
  [[nodiscard]] bool has_anonymous_room() const { return lobby_.has_room(); }

 private:
  Client& add_client(std::unique_ptr<Stream> stream, const Door& door);
  // What fails in `work` for want of memory costs its client the connection, and nobody else
  // anything.
  template <class Work>
  void attempt(Client& client, const Work& work) {
    try {
      work();
    } catch (const std::bad_alloc&) {
      starve(client);
    }
  }
  void starve(Client& client);
  void on_ready(Client& client, Readiness what);
  void shake_hands(Client& client);
  void receive_guest(Client& client, const Door& door);
  void let_in(Client& client, const Admission& admission);
  void read(Client& client);
  void account(Client& client);
  [[nodiscard]] std::optional<Refusal> reason_to_refuse(Client& client,
                                                        const rpc::FrameHeader& call);
  void admit(Client& client);
  void write(Client& client);
  void settle_written(Client& client);
  void pass_on(Client& client, std::vector<Outgoing>& frames);
  void deliver(Mail mail);
  void close_starved();
  void submit(Client& client, std::span<Job> jobs);
  void deliver(Client& client, Letter& letter);
  void start_keepalive(Client& client);
  void on_keepalive(Client& client);
  void receive_packets(Client& client);
  void refuse_waiting(Client& client);
  void refuse(Client& client, const rpc::FrameHeader& call, Refusal why);
  void close(Client& client, std::string_view reason, LogLevel level = LogLevel::info);
  void drop(Client& client, const rpc::FrameHeader& call);
  void update_interest(Client& client);
  void update_patience(Client& client);
  void on_patience(Client& client);
  [[nodiscard]] static bool is_open(Client& client) { return client.connection().watch != 0; }
  [[nodiscard]] static bool is_done(Client& client);

  // Constant.
  const World world_;
  Program& program_;
  EventLoop& loop_;
  Dispatcher& dispatcher_;
  Mailroom& mailroom_;
  Counters& counters_;
  Log& log_;
  Shortage& shortage_;
  const std::function<void(std::size_t)> grow_;
  const std::function<void()> kick_;

  LockMeter client_meter_;  // its own synchronisation

  // Loop thread only.
  const Limits& limits_;
  std::map<std::uint64_t, std::unique_ptr<Client>> clients_;  // by number
  std::uint64_t last_number_ = 0;
  Lobby lobby_;
  std::vector<Client*> kicked_;
  std::vector<Client*> touched_;
  std::vector<std::byte> buffer_;  // lent to whoever reads: no idle client owns one
  // Kept for their memory.
  std::vector<std::uint32_t> serials_;
  std::vector<Job> jobs_;
  std::vector<Outgoing> written_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_TRAFFIC_H_
