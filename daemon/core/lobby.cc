#include "daemon/core/lobby.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "model/base/assert.h"

namespace interleave::daemon {

Lobby::Lobby(Parts parts)
    : world_(parts.world),
      loop_(parts.loop),
      counters_(parts.counters),
      turn_out_(std::move(parts.turn_out)),
      room_changed_(std::move(parts.room_changed)),
      limits_(parts.limits) {}

Lobby::~Lobby() {
  if (timer_ != 0) loop_.remove_timer(timer_);
}

void Lobby::enter(Client& client) {
  if (is_full()) {
    turn_out_(
        *places_.front().client,
        "others come, and it has been silent the longest of those that have not authenticated");
  }
  const Instant now = world_.clock.now();
  if (timer_ == 0) timer_ = loop_.add_timer(std::nullopt, [this](WatchId) { on_timer(); });
  std::list<Place> place{{&client, now, now}};
  entered_.emplace(client.info().number, place.begin());
  // Nothing fails from here on.
  places_.splice(places_.end(), place);
  ++counters_.anonymous;
  arm();
}

void Lobby::heard(Client& client) {
  const auto found = entered_.find(client.info().number);
  if (found == entered_.end()) return;
  found->second->heard = world_.clock.now();
  places_.splice(places_.end(), places_, found->second);
  arm();
  if (is_full()) room_changed_();
}

void Lobby::leave(const Client& client) {
  const auto found = entered_.find(client.info().number);
  if (found == entered_.end()) return;
  places_.erase(found->second);
  entered_.erase(found);
  --counters_.anonymous;
  arm();
  room_changed_();
}

bool Lobby::has_room() const {
  return !is_full() || later(places_.front().heard, limits_.anonymous_grace) <= world_.clock.now();
}

bool Lobby::is_full() const {
  return limits_.max_anonymous_clients > 0 && places_.size() >= limits_.max_anonymous_clients;
}

void Lobby::on_timer() {
  const Instant now = world_.clock.now();
  while (!entered_.empty()) {
    const Place& oldest = *entered_.begin()->second;
    if (later(oldest.entered, limits_.auth_timeout) > now) break;
    turn_out_(
        *oldest.client,
        fmt::format(
            "{} within {} ms",
            oldest.client->connection().handshaking ? "it has not come to the end of its handshake"
                                                    : "it has not authenticated",
            std::chrono::duration_cast<std::chrono::milliseconds>(limits_.auth_timeout).count()));
  }
  arm();
  room_changed_();
}

// For the first of what time alone brings: a deadline, or room.
void Lobby::arm() {
  std::optional<Duration> wait;
  if (!entered_.empty()) {
    const Instant now = world_.clock.now();
    wait = later(entered_.begin()->second->entered, limits_.auth_timeout) - now;
    const Duration to_room = later(places_.front().heard, limits_.anonymous_grace) - now;
    if (is_full() && to_room > Duration::zero()) wait = std::min(*wait, to_room);
    wait = std::max(*wait, Duration::zero());
  }
  loop_.update_timer(timer_, wait);
}

}  // namespace interleave::daemon
