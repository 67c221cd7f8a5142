// What of the clients' traffic goes by time: who is silent, and who stalls.
#include <utility>

#include <fmt/format.h>

#include "daemon/core/traffic.h"

namespace interleave::daemon {

void Traffic::start_keepalive(Client& client) {
  Connection& connection = client.connection();
  if (!limits_.keepalive_interval || connection.keepalive) return;
  connection.keepalive.emplace(*limits_.keepalive_interval, limits_.keepalive_count,
                               world_.clock.now());
  connection.keepalive_timer =
      loop_.add_timer(connection.keepalive->wait(),
                      [this, &client](WatchId) { attempt(client, [&] { on_keepalive(client); }); });
}

void Traffic::on_keepalive(Client& client) {
  Connection& connection = client.connection();
  const Instant now = world_.clock.now();
  Keepalive::Step step = connection.keepalive->step(now, connection.wants_read(limits_));
  if (step == Keepalive::Step::give_up) {
    // Its answer may have come by now: timers go before handles.
    const Duration silence = connection.keepalive->silence(now);
    read(client);
    if (!is_open(client)) return;
    step = connection.keepalive->step(now, connection.wants_read(limits_));
    if (step == Keepalive::Step::give_up) {
      close(client,
            fmt::format("nothing has come from it for {} ms, and it does not answer",
                        std::chrono::duration_cast<std::chrono::milliseconds>(silence).count()),
            LogLevel::warning);
      return;
    }
  }
  loop_.update_timer(connection.keepalive_timer, connection.keepalive->wait());
  if (step != Keepalive::Step::ask) return;
  connection.ask();
  write(client);
}

// Most clients never stall: only one that does has a timer.
void Traffic::update_patience(Client& client) {
  Connection& connection = client.connection();
  const Patience::State state = connection.progress(limits_);
  if (!state.mid_frame && !state.unread) {
    if (std::exchange(connection.patience, nullptr) == nullptr) return;
    loop_.remove_timer(connection.patience_timer);
    return;
  }
  const Instant now = world_.clock.now();
  if (connection.patience != nullptr) {
    connection.patience->look(state, now);
    loop_.update_timer(connection.patience_timer, connection.patience->wait(now));
    return;
  }
  if (!limits_.frame_timeout && !limits_.write_timeout) return;
  connection.patience = std::make_unique<Patience>(limits_.frame_timeout, limits_.write_timeout);
  connection.patience->look(state, now);
  connection.patience_timer =
      loop_.add_timer(connection.patience->wait(now),
                      [this, &client](WatchId) { attempt(client, [&] { on_patience(client); }); });
}

void Traffic::on_patience(Client& client) {
  Connection& connection = client.connection();
  // What is missing may have come by now, and room may be there: timers go before handles.
  read(client);
  if (is_open(client)) write(client);
  if (!is_open(client) || connection.patience == nullptr) return;
  if (const auto why = connection.patience->exhausted(world_.clock.now())) {
    close(client, *why, LogLevel::warning);
  }
}

}  // namespace interleave::daemon
