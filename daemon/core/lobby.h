// D7: the clients that have yet to show who they are.
#ifndef INTERLEAVE_DAEMON_CORE_LOBBY_H_
#define INTERLEAVE_DAEMON_CORE_LOBBY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <string_view>

#include "daemon/core/client.h"
#include "daemon/core/counters.h"
#include "daemon/core/event_loop.h"
#include "daemon/core/limits.h"
#include "model/seam/world.h"

namespace interleave::daemon {

// Loop thread only.
//
// Nobody stays for longer than auth_timeout. When max_anonymous_clients are in, the next one has to
// wait at the door until one of them has been silent for anonymous_grace; it takes the place of the
// one that has been silent the longest. So silent clients, however many, keep an honest one waiting
// for no longer than that, and who answers in time keeps its place.
class Lobby {
 public:
  struct Parts {
    const World& world;
    const Limits& limits;  // may change between two callbacks of the loop
    EventLoop& loop;
    Counters& counters;
    // Closes a client, which has leave called.
    std::function<void(Client&, std::string_view reason)> turn_out;
    // has_room may have changed.
    std::function<void()> room_changed;
  };
  explicit Lobby(Parts parts);
  Lobby(const Lobby&) = delete;
  Lobby& operator=(const Lobby&) = delete;
  ~Lobby();

  // A new client, newer than all that are in.
  void enter(Client& client);
  // It has got on with showing who it is.
  void heard(Client& client);
  // It has shown who it is, or has gone. No effect on a client that is not in.
  void leave(const Client& client);

  [[nodiscard]] bool has_room() const;

 private:
  struct Place {
    Client* client = nullptr;
    Instant entered;
    Instant heard;
  };

  [[nodiscard]] bool is_full() const;
  void on_timer();
  void arm();

  // Constant.
  const World world_;
  EventLoop& loop_;
  Counters& counters_;
  const std::function<void(Client&, std::string_view)> turn_out_;
  const std::function<void()> room_changed_;

  // Loop thread only.
  const Limits& limits_;
  std::list<Place> places_;                                      // the longest silent first
  std::map<std::uint64_t, std::list<Place>::iterator> entered_;  // by number: the oldest first
  WatchId timer_ = 0;                                            // from the first client on
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_LOBBY_H_
