#include "daemon/core/traffic.h"

#include <utility>

#include <fmt/format.h>

#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

constexpr std::size_t kReadBuffer = 65'536;

}  // namespace

Traffic::Traffic(Parts parts)
    : world_(parts.world),
      limits_(parts.limits),
      program_(parts.program),
      loop_(parts.loop),
      dispatcher_(parts.dispatcher),
      counters_(parts.counters),
      log_(parts.log),
      grow_(std::move(parts.grow)),
      kick_(std::move(parts.kick)),
      buffer_(kReadBuffer) {}

Traffic::~Traffic() = default;

void Traffic::open(std::unique_ptr<Stream> stream, const Door& door) {
  const ClientInfo info{++last_number_, door.read_only, stream->peer()};
  auto owned = std::make_unique<Client>(world_, info, program_.open_session(info),
                                        door.transport(std::move(stream)));
  Client& client = *owned;
  clients_.emplace(info.number, std::move(owned));
  ++counters_.clients;
  world_.trace.record(Event::client_opened, client.id());
  // The client is in the table before its watch lives: no callback finds a client half made.
  client.connection().watch =
      loop_.add_handle(client.connection().transport().handle(), Readiness::read(),
                       [this, &client](WatchId, Readiness what) { on_ready(client, what); });
  log_.write(LogLevel::debug, fmt::format("client {}: accepted{}", info.number,
                                          info.read_only ? " (read-only)" : ""));
}

void Traffic::on_ready(Client& client, Readiness what) {
  if (what.hung_up()) {
    close(client, "the peer has closed the connection");
    return;
  }
  if (what.readable()) read(client);
  if (what.writable() && is_open(client)) write(client);
}

void Traffic::read(Client& client) {
  Connection& connection = client.connection();
  if (!connection.wants_read(limits_)) return;
  serials_.clear();
  const Connection::Intake intake = connection.read(buffer_, serials_);
  account(client);
  switch (intake) {
    case Connection::Intake::nothing:
      return;
    case Connection::Intake::broken:
      close(client, connection.reason());
      return;
    case Connection::Intake::bad_length:
      // The calls before it are good; nothing after it can be understood.
      log_.write(LogLevel::warning, fmt::format("client {}: {}: the connection is closed",
                                                client.info().number, connection.reason()));
      connection.ended = true;
      break;
    case Connection::Intake::end:
    case Connection::Intake::progress:
      break;
  }
  write(client);
}

void Traffic::account(Client& client) {
  for (const std::uint32_t serial : serials_) {
    world_.trace.record(Event::call_accepted, client.id(), serial);
    ++counters_.accepted;
  }
}

// Moves parked calls to dx, as many as there are free slots (D2: without waiting for more bytes,
// and never past the client's throttle).
void Traffic::admit(Client& client) {
  Connection& connection = client.connection();
  jobs_.clear();
  while (!connection.parked().empty() &&
         connection.in_flight + jobs_.size() < limits_.max_client_requests) {
    rpc::Message message = connection.take_parked();
    const Lane lane = program_.lane(message.header);
    jobs_.push_back({std::move(message), lane});
  }
  if (jobs_.empty()) return;
  connection.in_flight += jobs_.size();
  const std::size_t wanted = dispatcher_.submit(client, jobs_);
  if (wanted > 0) grow_(wanted);
}

void Traffic::write(Client& client) {
  Connection& connection = client.connection();
  written_.clear();
  const IoStatus status = connection.out().write(connection.transport(), written_);
  settle_written(client);
  if (!is_open(client)) return;
  if (status != IoStatus::ok && status != IoStatus::would_block) {
    close(client, to_string(status));
    return;
  }
  admit(client);
  if (is_done(client)) {
    close(client,
          connection.draining ? "the daemon is shutting down"
                              : "the peer has sent all it had to send",
          LogLevel::debug);
    return;
  }
  update_interest(client);
}

void Traffic::settle_written(Client& client) {
  bool close_now = false;
  for (const Outgoing& item : written_) {
    if (item.counts) {
      IL_ASSERT(client.connection().in_flight > 0, "a reply to a call that is not in flight");
      --client.connection().in_flight;
      world_.trace.record(Event::reply_written, client.id(), item.serial);
    }
    close_now = close_now || item.close_after;
  }
  // D9: after the reply to CLOSE itself, not after any.
  if (close_now) close(client, "the client has asked for it", LogLevel::debug);
}

void Traffic::flush() {
  for (auto& [client, frames] : dispatcher_.take_replies()) {
    for (Outgoing& frame : frames) client->connection().out().push(std::move(frame));
    write(*client);
  }
}

void Traffic::read_kicked() {
  const std::vector<Client*> kicked = std::exchange(kicked_, {});
  for (Client* client : kicked) client->connection().kicked = false;
  for (Client* client : kicked) {
    if (is_open(*client)) read(*client);
  }
}

void Traffic::drain() {
  for (const auto& [number, client] : clients_) {
    if (!is_open(*client)) continue;
    client->connection().draining = true;
    refuse_waiting(*client);
    write(*client);
  }
}

void Traffic::refuse_waiting(Client& client) {
  Connection& connection = client.connection();
  for (const Job& job : dispatcher_.withdraw(client)) refuse(client, job.message.header);
  while (!connection.parked().empty()) {
    ++connection.in_flight;
    refuse(client, connection.take_parked().header);
  }
}

void Traffic::refuse(Client& client, const rpc::FrameHeader& call) {
  Reply reply = program_.refuse(call, Refusal::shutting_down);
  world_.trace.record(Event::call_refused, client.id(), call.serial);
  ++counters_.refused;
  client.connection().out().push({std::move(reply.frame), call.serial, true, reply.close_after});
}

void Traffic::close_all(std::string_view reason) {
  for (const auto& [number, client] : clients_) {
    if (is_open(*client)) close(*client, reason, LogLevel::warning);
  }
}

void Traffic::close(Client& client, std::string_view reason, LogLevel level) {
  Connection& connection = client.connection();
  loop_.remove_handle(std::exchange(connection.watch, 0));
  connection.transport().close();
  world_.trace.record(Event::client_closed, client.id());
  if (connection.kicked) std::erase(kicked_, &client);
  while (!connection.parked().empty()) drop(client, connection.take_parked().header);
  for (const Job& job : dispatcher_.close(client)) drop(client, job.message.header);
  connection.out().clear();
  if (log_.enabled(level)) {
    log_.write(level, fmt::format("client {}: closed: {}", client.info().number, reason));
  }
}

void Traffic::drop(Client& client, const rpc::FrameHeader& call) {
  world_.trace.record(Event::call_dropped, client.id(), call.serial);
  ++counters_.dropped;
}

void Traffic::reap() {
  for (const Client* client : dispatcher_.take_reapable()) clients_.erase(client->info().number);
}

void Traffic::update_interest(Client& client) {
  Connection& connection = client.connection();
  // Hang-up always: a client that is throttled, or has shut down sending, is still heard (D5).
  Readiness interest = Readiness::hangup();
  if (connection.wants_read(limits_)) {
    interest = interest | Readiness::read();
    if (connection.transport().has_buffered() && !std::exchange(connection.kicked, true)) {
      kicked_.push_back(&client);
      kick_();
    }
  }
  if (!connection.out().empty()) interest = interest | Readiness::write();
  loop_.update_handle(connection.watch, interest);
}

bool Traffic::is_done(Client& client) {
  Connection& connection = client.connection();
  return (connection.ended || connection.draining) && connection.in_flight == 0 &&
         connection.parked().empty() && connection.out().empty();
}

}  // namespace interleave::daemon
