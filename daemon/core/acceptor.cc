#include "daemon/core/acceptor.h"

#include <chrono>
#include <utility>

#include "daemon/core/say.h"

namespace interleave::daemon {
namespace {

// Connections taken for one readiness, so that a flood at the door does not hold up the clients
// that are in.
constexpr int kMostPerReadiness = 16;

}  // namespace

Acceptor::Acceptor(EventLoop& loop, const Limits& limits, Log& log, OnStream on_stream)
    : loop_(loop),
      log_(log),
      on_stream_(std::move(on_stream)),
      pause_timer_(loop.add_timer(std::nullopt,
                                  [this](WatchId) {
                                    loop_.update_timer(pause_timer_, std::nullopt);
                                    paused_ = false;
                                    update_interest();
                                  })),
      limits_(limits) {}

Acceptor::~Acceptor() {
  close();
  loop_.remove_timer(pause_timer_);
}

void Acceptor::add_door(Door door) {
  auto watched = std::make_unique<Watched>(Watched{std::move(door), 0});
  const Door& stays = watched->door;
  watched->watch = loop_.add_handle(stays.listener->handle(), Readiness::read(),
                                    [this, &stays](WatchId, Readiness) { accept(stays); });
  doors_.push_back(std::move(watched));
}

void Acceptor::look() {
  for (const auto& watched : doors_) accept(watched->door);
}

void Acceptor::set_room(bool room, bool anonymous_room) {
  if (room == room_ && anonymous_room == anonymous_room_) return;
  room_ = room;
  anonymous_room_ = anonymous_room;
  update_interest();
}

void Acceptor::close() {
  if (!open_) return;
  open_ = false;
  for (const auto& watched : doors_) {
    loop_.remove_handle(watched->watch);
    watched->door.listener->close();
  }
}

void Acceptor::accept(const Door& door) {
  for (int i = 0; i < kMostPerReadiness && has_room(door) && open_; ++i) {
    Accepted accepted = door.listener->accept();
    switch (accepted.status) {
      case IoStatus::ok:
        on_stream_(std::move(accepted.stream), door);
        break;
      case IoStatus::peer_vanished:
        break;
      case IoStatus::would_block:
        return;
      default:
        pause(accepted.status);
        return;
    }
  }
}

// The listener stays ready while nothing can be accepted: watching on would only burn the
// processor.
void Acceptor::pause(IoStatus why) {
  if (paused_) return;
  say(log_,
      {.level = LogLevel::warning,
       .source = "core.acceptor",
       .reason = why == IoStatus::no_memory ? "no-memory" : "no-descriptors"},
      "{}; no client is accepted for {} ms", to_string(why),
      std::chrono::duration_cast<std::chrono::milliseconds>(limits_.accept_pause).count());
  paused_ = true;
  loop_.update_timer(pause_timer_, limits_.accept_pause);
  update_interest();
}

void Acceptor::update_interest() {
  if (!open_) return;
  for (const auto& watched : doors_) {
    const bool wanted = has_room(watched->door) && !paused_;
    loop_.update_handle(watched->watch, wanted ? Readiness::read() : Readiness{});
  }
}

}  // namespace interleave::daemon
