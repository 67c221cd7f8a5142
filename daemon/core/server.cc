#include "daemon/core/server.h"

#include <chrono>
#include <new>
#include <utility>

#include "daemon/core/say.h"

namespace interleave::daemon {
namespace {

// Until what failed for want of memory is tried again.
constexpr Duration kWithoutMemory = std::chrono::milliseconds(10);

}  // namespace

Server::Server(const World& world, const Limits& limits, Program& program, EventLoop& loop,
               Log& log)
    : world_(world),
      loop_(loop),
      log_(log),
      id_(world.trace.create(ObjectKind::server, Name{"server"})),
      limits_(limits),
      control_(loop.add_timer(std::nullopt, [this](WatchId) { on_control(); })),
      deadline_(loop.add_timer(std::nullopt, [this](WatchId) { on_deadline(); })),
      shortage_(world.clock, limits_, log),
      dispatcher_(world, limits, counters_, [this] { wake(); }),
      mailroom_(world, counters_, [this] { wake(); }),
      pool_(world, limits_, dispatcher_, log, [this] { wake(); }),
      traffic_({.world = world_,
                .shortage = shortage_,
                .limits = limits_,
                .program = program,
                .loop = loop,
                .dispatcher = dispatcher_,
                .mailroom = mailroom_,
                .counters = counters_,
                .log = log,
                .grow = [this](std::size_t count) { pool_.grow(count); },
                .kick = [this] { wake(); },
                .room_changed = [this] { follow_clients(); }}),
      acceptor_(loop, limits_, log,
                [this](std::unique_ptr<Stream> stream, const Door& door) {
                  traffic_.open(std::move(stream), door);
                  follow_clients();
                }),
      reloader_(world, dispatcher_.mutex(), log, [this] { wake(); }),
      drain_deadline_(limits.drain_deadline) {
  if (limits.idle_exit) idle_exit_.emplace(loop, *limits.idle_exit, [this] { on_idle(); });
}

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
                          static_cast<std::uint64_t>(drain_deadline_.count()));
    }
  }
  wake();
}

void Server::reload() {
  {
    ServerLock server(dispatcher_.mutex());
    reload_ordered_ = true;
  }
  wake();
}

void Server::set_limits(const Limits& limits) {
  {
    ServerLock server(dispatcher_.mutex());
    if (stops_ > 0) return;
    dispatcher_.set_limits(limits);
    new_limits_ = limits;
    drain_deadline_ = limits.drain_deadline;
  }
  wake();
}

void Server::set_watchdog(Duration interval, std::function<void()> feed) {
  const bool ask_pool = limits_.prio_workers > 0;
  watchdog_.emplace(Watchdog::Parts{loop_, dispatcher_, log_}, interval, ask_pool, std::move(feed));
}

Statistics Server::statistics() {
  Statistics all;
  all.draining = stage_ != Stage::serving;
  all.most_clients = limits_.max_clients;
  all.most_workers = limits_.max_workers;
  all.turns = loop_.turns();
  dispatcher_.report(all);
  traffic_.report(all);
  all.locks.push_back(LockStatistics::of("loop", loop_.lock_meter()));
  all.locks.push_back(LockStatistics::of("mail", mailroom_.lock_meter()));
  return all;
}

void Server::join_workers() {
  dispatcher_.quit();
  pool_.join_all();
  reloader_.join();
}

void Server::on_control() {
  // Disarmed first: whoever asks from here on arms it again.
  loop_.update_timer(control_, std::nullopt);
  if (stage_ == Stage::ended) return;
  try {
    follow_all();
  } catch (const std::bad_alloc&) {
    // What was not done is still there to be done.
    loop_.update_timer(control_, kWithoutMemory);
  }
}

void Server::follow_all() {
  traffic_.flush();
  traffic_.read_kicked();
  traffic_.reap();
  pool_.join_ended();
  reloader_.follow();
  follow_clients();
  follow_orders();
}

void Server::follow_clients() {
  acceptor_.set_room(traffic_.clients() < limits_.max_clients, traffic_.has_anonymous_room());
  if (idle_exit_) idle_exit_->follow(traffic_.clients());
}

void Server::follow_orders() {
  unsigned stops = 0;
  bool reload = false;
  std::optional<Limits> limits;
  {
    ServerLock server(dispatcher_.mutex());
    stops = stops_;
    reload = std::exchange(reload_ordered_, false);
    limits = std::exchange(new_limits_, std::nullopt);
  }
  if (limits) apply(*limits);
  if (reload && stops == 0) reloader_.start();
  follow_stops(stops);
}

void Server::apply(const Limits& limits) {
  limits_ = limits;
  pool_.fill();
  follow_clients();
  traffic_.reconsider();
}

void Server::on_idle() {
  // Who is at the door has come in time: timers go before handles.
  acceptor_.look();
  if (traffic_.clients() > 0 || stage_ != Stage::serving) return;
  log_.write({.level = LogLevel::info,
              .source = "core.server",
              .reason = "idle",
              .text = "there has been no client for a while: the daemon ends"});
  stop();
}

void Server::follow_stops(unsigned stops) {
  if (stops > 0 && stage_ == Stage::serving) begin_drain();
  if (stage_ != Stage::draining) return;
  if (is_drained()) {
    end(Outcome::drained);
  } else if (stops > 1) {
    end(Outcome::forced);
  }
}

void Server::begin_drain() {
  stage_ = Stage::draining;
  log_.write({.level = LogLevel::info,
              .source = "core.server",
              .reason = "stopping",
              .text = "shutting down: no client is accepted any more"});
  try {
    if (stopping_) stopping_();
  } catch (const std::bad_alloc&) {
    // Whoever is told of the end sees it.
  }
  reloader_.forget();
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
    end(is_drained() ? Outcome::drained : Outcome::forced);
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
  try {
    traffic_.flush();
  } catch (const std::bad_alloc&) {
    // Nobody is left who could be told of it.
  }
  say(log_,
      {.level = outcome == Outcome::drained ? LogLevel::info : LogLevel::error,
       .source = "core.server",
       .reason = "stopped"},
      "{}: {} calls accepted = {} answered + {} refused + {} dropped; "
      "{} messages posted = {} delivered + {} discarded",
      outcome == Outcome::drained ? "drained" : "forced to stop", counters_.accepted.load(),
      counters_.answered.load(), counters_.refused.load(), counters_.dropped.load(),
      counters_.posted.load(), counters_.delivered.load(), counters_.discarded.load());
  loop_.quit();
}

}  // namespace interleave::daemon
