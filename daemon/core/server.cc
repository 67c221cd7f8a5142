#include "daemon/core/server.h"

#include <utility>

#include <fmt/format.h>

namespace interleave::daemon {

Server::Server(const World& world, const Limits& limits, Program& program, EventLoop& loop,
               Log& log)
    : world_(world),
      limits_(limits),
      loop_(loop),
      log_(log),
      id_(world.trace.create(ObjectKind::server, Name{"server"})),
      control_(loop.add_timer(std::nullopt, [this](WatchId) { on_control(); })),
      deadline_(loop.add_timer(std::nullopt, [this](WatchId) { on_deadline(); })),
      dispatcher_(world, limits, counters_, [this] { wake(); }),
      mailroom_(world, counters_, [this] { wake(); }),
      pool_(world, limits, dispatcher_, log, [this] { wake(); }),
      traffic_({.world = world_,
                .limits = limits_,
                .program = program,
                .loop = loop,
                .dispatcher = dispatcher_,
                .mailroom = mailroom_,
                .counters = counters_,
                .log = log,
                .grow = [this](std::size_t count) { pool_.grow(count); },
                .kick = [this] { wake(); },
                .room_changed = [this] { update_room(); }}),
      acceptor_(loop, limits, log, [this](std::unique_ptr<Stream> stream, const Door& door) {
        traffic_.open(std::move(stream), door);
        update_room();
      }) {}

Server::~Server() {
  acceptor_.close();
  loop_.remove_timer(control_);
  loop_.remove_timer(deadline_);
  world_.trace.record(Event::object_destroyed, id_);
}

void Server::stop() {
  {
    ServerLock server(dispatcher_.mutex());
    if (++stops_ == 1) {
      world_.trace.record(Event::stop_requested, id_,
                          static_cast<std::uint64_t>(limits_.drain_deadline.count()));
    }
  }
  wake();
}

void Server::join_workers() {
  dispatcher_.quit();
  pool_.join_all();
}

void Server::on_control() {
  // Disarmed first: whoever asks from here on arms it again.
  loop_.update_timer(control_, std::nullopt);
  if (stage_ == Stage::ended) return;
  traffic_.flush();
  traffic_.read_kicked();
  traffic_.reap();
  pool_.join_ended();
  update_room();
  follow_stops();
}

void Server::update_room() {
  acceptor_.set_room(traffic_.clients() < limits_.max_clients, traffic_.has_anonymous_room());
}

void Server::follow_stops() {
  unsigned stops = 0;
  {
    ServerLock server(dispatcher_.mutex());
    stops = stops_;
  }
  if (stops > 0 && stage_ == Stage::serving) begin_drain();
  if (stage_ != Stage::draining) return;
  if (traffic_.clients() == 0) {
    end(Outcome::drained);
  } else if (stops > 1) {
    end(Outcome::forced);
  }
}

void Server::begin_drain() {
  stage_ = Stage::draining;
  log_.write(LogLevel::info, "shutting down: no client is accepted any more");
  acceptor_.close();
  loop_.update_timer(deadline_, limits_.drain_deadline);
  traffic_.drain();
}

void Server::on_deadline() {
  loop_.update_timer(deadline_, std::nullopt);
  if (stage_ != Stage::draining) return;
  if (std::exchange(deadline_passed_, true)) {
    // The last session may have been closed since the loop was last asked.
    traffic_.reap();
    end(traffic_.clients() == 0 ? Outcome::drained : Outcome::forced);
    return;
  }
  // Clients that do not read their replies end here, and hold nobody up; calls that do not return
  // have a moment more, for those who only waited for such a client.
  traffic_.close_all("the drain deadline has passed");
  loop_.update_timer(deadline_, kForcedAfter);
}

void Server::end(Outcome outcome) {
  stage_ = Stage::ended;
  outcome_ = outcome;
  if (outcome == Outcome::forced) traffic_.close_all("the daemon is forced to stop");
  dispatcher_.quit();
  if (outcome == Outcome::drained) pool_.join_all();
  // What was posted to clients that have gone is accounted for.
  traffic_.flush();
  log_.write(
      outcome == Outcome::drained ? LogLevel::info : LogLevel::error,
      fmt::format("{}: {} calls accepted = {} answered + {} refused + {} dropped; "
                  "{} messages posted = {} delivered + {} discarded",
                  outcome == Outcome::drained ? "drained" : "forced to stop",
                  counters_.accepted.load(), counters_.answered.load(), counters_.refused.load(),
                  counters_.dropped.load(), counters_.posted.load(), counters_.delivered.load(),
                  counters_.discarded.load()));
  loop_.quit();
}

}  // namespace interleave::daemon
