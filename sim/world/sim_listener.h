// The simulated listener.
#ifndef INTERLEAVE_SIM_WORLD_SIM_LISTENER_H_
#define INTERLEAVE_SIM_WORLD_SIM_LISTENER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/base/name.h"
#include "model/seam/network.h"
#include "sim/world/connection.h"

namespace interleave::sim {

class SimListener;

// The listeners that are open, in the order in which they were opened.
class ListenerList {
 public:
  void clear();
  void add(SimListener& listener);
  void remove(SimListener& listener);
  // Null when nobody listens under this name.
  [[nodiscard]] SimListener* find(Name name) const;
  // The identity of the last listener that was closed under this name; kNoObject: there was none.
  // Whoever comes too late depends on its having been closed.
  [[nodiscard]] ObjectId last_closed(Name name) const;

 private:
  struct Closed {
    Name name;
    ObjectId object;
  };
  SimListener* first_ = nullptr;
  std::vector<Closed> closed_;
};

// Accepting is a scheduling point. Faults: would-block although somebody waits, no descriptor until
// time has passed, and a peer that vanishes while it waits.
class SimListener final : public Listener, public Pooled, private HandleSource {
 public:
  SimListener(Engine& engine, HandleTable& handles, ListenerList& listeners, Name name,
              std::size_t backlog, std::size_t buffer);
  ~SimListener() override;

  Handle handle() const override { return handle_; }
  Accepted accept() override;
  void close() override;

  [[nodiscard]] Name name() const { return name_; }
  [[nodiscard]] ObjectId object() const override { return id_; }
  [[nodiscard]] std::size_t buffer() const { return buffer_; }

  // For connect: is there room for another connection that waits?
  [[nodiscard]] bool has_room() const { return waiting_ < backlog_; }
  // Puts it at the end of the queue, which has room.
  void enqueue(Connection& connection);
  // The calling thread waits for room, or for the listener's end.
  void add_connector(std::uint32_t thread) { connectors_.add(thread); }
  void remove_connector(std::uint32_t thread) { connectors_.remove(thread); }

 private:
  friend class ListenerList;

  Readiness readiness() const override;
  std::string describe() const override;
  Connection& dequeue();

  Engine& engine_;
  HandleTable& handles_;
  ListenerList& listeners_;
  const Name name_;
  const std::size_t backlog_;
  const std::size_t buffer_;
  const ObjectId id_;
  Handle handle_ = Handle::none;
  // Connections that wait to be accepted, oldest first.
  Connection* first_ = nullptr;
  Connection* last_ = nullptr;
  std::size_t waiting_ = 0;
  ThreadSet connectors_;
  std::optional<Instant> short_at_;  // when descriptors had last run out
  SimListener* next_ = nullptr;      // in the list
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_LISTENER_H_
