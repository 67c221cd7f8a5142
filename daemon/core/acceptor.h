// Takes connections from the listeners, as long as there is room for clients.
#ifndef INTERLEAVE_DAEMON_CORE_ACCEPTOR_H_
#define INTERLEAVE_DAEMON_CORE_ACCEPTOR_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "daemon/core/event_loop.h"
#include "daemon/core/limits.h"
#include "daemon/core/log.h"
#include "daemon/core/program.h"
#include "daemon/core/transport.h"
#include "model/seam/world.h"

namespace interleave::daemon {

// A socket that clients come to.
struct Door {
  std::unique_ptr<Listener> listener;
  bool read_only = false;
  Login login = Login::none;
  bool encrypted = false;  // by `transport`, whose handshake comes first
  TransportFactory transport = plain_transport;

  // Whether those who come are nobody until they have shown who they are (D7).
  [[nodiscard]] bool is_guarded() const { return encrypted || login != Login::none; }
};

// Loop thread only, but for add_door before the loop runs.
//
// When there is no room, or the system has no descriptor left, the doors are not watched: those who
// come wait in the system's queue. The first reason ends with set_room, the second after
// accept_pause.
class Acceptor {
 public:
  // `on_stream` takes a new connection and the door that it came through. `limits` may change
  // between two callbacks of the loop.
  using OnStream = std::function<void(std::unique_ptr<Stream>, const Door&)>;

  Acceptor(EventLoop& loop, const Limits& limits, Log& log, OnStream on_stream);
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;
  ~Acceptor();

  void add_door(Door door);
  // Takes the connections that wait at the doors now, as far as there is room.
  void look();
  // Whether there is room for another client; and for one that has yet to show who it is.
  void set_room(bool room, bool anonymous_room);
  // No connection is taken any more; the doors are closed.
  void close();

 private:
  struct Watched {
    Door door;
    WatchId watch = 0;
  };

  void accept(const Door& door);
  void pause(IoStatus why);
  [[nodiscard]] bool has_room(const Door& door) const {
    return room_ && (anonymous_room_ || !door.is_guarded());
  }
  void update_interest();

  // Constant.
  EventLoop& loop_;
  Log& log_;
  const OnStream on_stream_;
  const WatchId pause_timer_;

  // Loop thread only.
  const Limits& limits_;
  std::vector<std::unique_ptr<Watched>> doors_;
  bool room_ = true;
  bool anonymous_room_ = true;
  bool paused_ = false;
  bool open_ = true;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_ACCEPTOR_H_
