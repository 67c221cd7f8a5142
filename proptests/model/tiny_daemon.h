// A generator of well-formed traces: a daemon of a few lines that has no bug, moved by draws.
#ifndef INTERLEAVE_PROPTESTS_MODEL_TINY_DAEMON_H_
#define INTERLEAVE_PROPTESTS_MODEL_TINY_DAEMON_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "model/base/name.h"
#include "model/rules/rule_book.h"

namespace interleave::testing {

// A record, and for object_created what was created.
struct Line {
  Record record;
  ObjectKind kind = ObjectKind::none;
  Name name;
};

// Returns a number in [0, options).
using Draw = std::function<std::uint32_t(std::uint32_t options)>;

// One run: a root, an event loop, workers and clients that come, call and go, then an orderly
// shutdown. Every operation is whole before the next begins, but the order of operations, the
// number of everything and what becomes of each call are drawn.
class TinyDaemon {
 public:
  explicit TinyDaemon(Draw draw) : draw_(std::move(draw)) {}
  std::vector<Line> run();

 private:
  struct Client {
    ObjectId id{};
    ObjectId mutex{};
    ObjectId watch{};
    std::uint64_t next_serial = 1;
    std::uint32_t busy = 0;  // calls on the queue or in a worker
  };
  struct Call {
    std::size_t client;
    std::uint64_t serial;
    ObjectId worker = kNoObject;
    bool made = false;
  };

  ObjectId make(ObjectKind kind, Name name, std::uint64_t detail = 0);
  void record(ObjectId thread, Event event, ObjectId object = kNoObject, std::uint64_t value = 0);
  void lock(ObjectId thread, ObjectId mutex);
  void unlock(ObjectId thread, ObjectId mutex);
  void build();
  void step();
  void settle();
  void open_client();
  void accept_call();
  void take_call();
  void go_on_with_call();
  void finish_call(const Call& call);
  void close_client(std::size_t index);
  void shut_down();
  void tear_down();

  Draw draw_;
  std::vector<Line> lines_;
  std::uint32_t count_ = 0;
  Instant now_{};
  ObjectId root_{}, loop_{}, server_{}, server_mutex_{}, job_{}, loop_mutex_{}, poller_{};
  std::vector<ObjectId> workers_;
  std::vector<Client> clients_;
  std::deque<Call> queue_;
  std::vector<Call> taken_;
  std::uint32_t clients_ever_ = 0;
};

}  // namespace interleave::testing

#endif  // INTERLEAVE_PROPTESTS_MODEL_TINY_DAEMON_H_
