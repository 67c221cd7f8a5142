#include "daemon/core/traffic.h"

#include <algorithm>
#include <new>
#include <string>
#include <utility>

#include "daemon/core/make_room.h"
#include "daemon/core/say.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

constexpr std::size_t kReadBuffer = 65'536;
constexpr std::string_view kSource = "core.traffic";

constexpr std::string_view kNoMemory = "there is no memory for it";

// For log lines: between "accepted" or "closed" and the address; nothing for a local client.
std::string_view from(const ClientInfo& client) {
  return client.peer.address.empty() ? "" : " from ";
}

}  // namespace

Traffic::Traffic(Parts parts)
    : world_(parts.world),
      program_(parts.program),
      loop_(parts.loop),
      dispatcher_(parts.dispatcher),
      mailroom_(parts.mailroom),
      counters_(parts.counters),
      log_(parts.log),
      shortage_(parts.shortage),
      grow_(std::move(parts.grow)),
      kick_(std::move(parts.kick)),
      client_meter_(world_.clock),
      limits_(parts.limits),
      lobby_({.world = world_,
              .limits = limits_,
              .loop = loop_,
              .counters = counters_,
              .turn_out = [this](Client& client,
                                 std::string_view why) { close(client, why, LogLevel::warning); },
              .room_changed = std::move(parts.room_changed)}),
      buffer_(kReadBuffer) {}

Traffic::~Traffic() = default;

void Traffic::starve(Client& client) {
  if (is_open(client)) close(client, kNoMemory, LogLevel::warning);
}

void Traffic::open(std::unique_ptr<Stream> stream, const Door& door) {
  if (shortage_.refuses_clients()) {
    say(log_, {.level = LogLevel::warning, .source = kSource, .reason = "memory-short"},
        "a client is turned away: {}", kNoMemory);
    return;
  }
  Client* client = nullptr;
  try {
    client = &add_client(std::move(stream), door);
  } catch (const std::bad_alloc&) {
    say(log_, {.level = LogLevel::warning, .source = kSource, .reason = "no-memory"},
        "a client is turned away: {}", kNoMemory);
    return;
  }
  ++counters_.clients;
  const ClientInfo& info = client->info();
  say(log_,
      {.level = LogLevel::debug, .source = kSource, .reason = "accepted", .client = info.number},
      "accepted{}{}{}", from(info), info.peer.address, info.read_only ? " (read-only)" : "");
  if (door.is_guarded()) attempt(*client, [&] { receive_guest(*client, door); });
}

Client& Traffic::add_client(std::unique_ptr<Stream> stream, const Door& door) {
  ClientInfo info{.number = ++last_number_,
                  .read_only = door.read_only,
                  .login = door.login,
                  .encrypted = door.encrypted,
                  .peer = stream->peer()};
  std::unique_ptr<Transport> transport = door.transport(std::move(stream));
  info.carries_files = transport->carries_files();
  auto outbox = std::make_shared<Outbox>(mailroom_, info.number, limits_);
  std::unique_ptr<Session> session = program_.open_session(info, outbox);
  auto owned = std::make_unique<Client>(world_, info, std::move(outbox), std::move(session),
                                        std::move(transport));
  Client& client = *owned;
  client.mutex().measure(client_meter_);
  world_.trace.record(Event::client_opened, client.id());
  // The client is in the table before its watch lives: no callback finds a client half made.
  const auto place = clients_.emplace(info.number, std::move(owned)).first;
  try {
    client.connection().watch =
        loop_.add_handle(client.connection().transport().handle(), Readiness::read(),
                         [this, &client](WatchId, Readiness what) {
                           attempt(client, [&] { on_ready(client, what); });
                         });
  } catch (const std::bad_alloc&) {
    clients_.erase(place);
    throw;
  }
  return client;
}

// D7: until it has shown who it is, it is in the lobby.
void Traffic::receive_guest(Client& client, const Door& door) {
  Connection& connection = client.connection();
  connection.handshaking = door.encrypted;
  connection.authenticated = !client.session().must_authenticate();
  if (connection.handshaking || !connection.authenticated) lobby_.enter(client);
  if (connection.handshaking) shake_hands(client);
}

void Traffic::shake_hands(Client& client) {
  Connection& connection = client.connection();
  switch (connection.transport().shake_hands()) {
    case Transport::Handshake::wants_read:
      loop_.update_handle(connection.watch, Readiness::read());
      return;
    case Transport::Handshake::wants_write:
      loop_.update_handle(connection.watch, Readiness::write());
      return;
    case Transport::Handshake::failed:
      close(client, connection.transport().failure(), LogLevel::warning);
      return;
    case Transport::Handshake::done:
      break;
  }
  connection.handshaking = false;
  if (connection.authenticated) lobby_.leave(client);
  write(client);
}

// Its reply is written, so what comes now was sent by a client that may know of it. What came
// before was sent without the layer, by whoever was on the way.
void Traffic::let_in(Client& client, const Admission& admission) {
  Connection& connection = client.connection();
  if (admission.layer) {
    if (connection.has_unserved()) {
      close(client, "it has sent more before its security layer began", LogLevel::warning);
      return;
    }
    connection.put_above(admission.layer);
  }
  connection.authenticated = true;
  lobby_.leave(client);
}

void Traffic::on_ready(Client& client, Readiness what) {
  if (client.connection().handshaking) {
    lobby_.heard(client);
    shake_hands(client);
    if (!is_open(client)) return;
  }
  if (what.hung_up()) {
    close(client, client.connection().handshaking
                      ? "the peer has closed the connection in the middle of its handshake"
                      : "the peer has closed the connection");
    return;
  }
  if (what.readable()) read(client);
  if (what.writable() && is_open(client)) write(client);
}

void Traffic::read(Client& client) {
  Connection& connection = client.connection();
  if (!connection.wants_read(limits_)) return;
  // What is in the middle of a long frame takes more with every read, and gives nothing back.
  if (connection.held() > kReadBuffer && shortage_.refuses_clients()) {
    starve(client);
    return;
  }
  serials_.clear();
  const Connection::Intake intake = connection.read(buffer_, serials_);
  account(client);
  if (intake == Connection::Intake::progress && connection.keepalive) {
    connection.keepalive->heard(world_.clock.now());
  }
  if (!connection.authenticated && !serials_.empty()) lobby_.heard(client);
  receive_packets(client);
  switch (intake) {
    case Connection::Intake::nothing:
      // A record may have begun.
      update_patience(client);
      return;
    case Connection::Intake::broken:
      close(client, connection.reason());
      return;
    case Connection::Intake::bad_frame:
      // The calls before it are good; nothing after it can be understood.
      say(log_,
          {.level = LogLevel::warning,
           .source = kSource,
           .reason = "bad-frame",
           .client = client.info().number},
          "{}: the connection is closed", connection.reason());
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

void Traffic::receive_packets(Client& client) {
  for (rpc::Message& packet : client.connection().take_packets()) {
    client.connection().stream_bytes += packet_size(packet);
    client.session().receive(std::move(packet));
  }
}

std::optional<Refusal> Traffic::reason_to_refuse(Client& client, const rpc::FrameHeader& call) {
  if (!client.connection().authenticated && !program_.authenticates(call)) {
    return Refusal::not_authenticated;
  }
  if (program_.lane(call) == Lane::ordinary && shortage_.refuses_calls()) {
    return Refusal::memory_short;
  }
  return std::nullopt;
}

// Moves parked calls to dx, as many as there are free slots (D2: without waiting for more bytes,
// and never past the client's throttle).
void Traffic::admit(Client& client) {
  Connection& connection = client.connection();
  jobs_.clear();
  make_room(jobs_, std::min(connection.parked().size(), limits_.max_client_requests));
  while (!connection.parked().empty() &&
         connection.in_flight + jobs_.size() < limits_.max_client_requests) {
    rpc::Message message = connection.take_parked();
    if (const auto why = reason_to_refuse(client, message.header)) {
      ++connection.in_flight;
      refuse(client, message.header, *why);
      continue;
    }
    const Lane lane = program_.lane(message.header);
    jobs_.push_back({std::move(message), lane});
  }
  if (jobs_.empty()) return;
  connection.in_flight += jobs_.size();
  try {
    submit(client, jobs_);
  } catch (const std::bad_alloc&) {
    for (const Job& job : jobs_) drop(client, job.message.header);
    throw;
  }
}

void Traffic::submit(Client& client, std::span<Job> jobs) {
  const std::size_t wanted = dispatcher_.submit(client, jobs);
  if (wanted > 0) grow_(wanted);
}

void Traffic::write(Client& client) {
  Connection& connection = client.connection();
  if (connection.handshaking) return;
  written_.clear();
  const IoStatus status = connection.out().write(connection.transport(), written_);
  settle_written(client);
  if (!is_open(client)) return;
  if (status != IoStatus::ok && status != IoStatus::would_block) {
    const std::string failure = connection.transport().failure();
    close(client, failure.empty() ? to_string(status) : failure);
    return;
  }
  admit(client);
  if (connection.starved) {
    starve(client);
    return;
  }
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
  const Admission* admission = nullptr;
  std::size_t limited = 0;
  std::size_t limited_bytes = 0;
  for (const Outgoing& item : written_) {
    if (item.kind == Outgoing::Kind::reply) {
      IL_ASSERT(client.connection().in_flight > 0, "a reply to a call that is not in flight");
      --client.connection().in_flight;
      world_.trace.record(Event::reply_written, client.id(), item.serial);
    }
    if (item.kind == Outgoing::Kind::posted) {
      ++counters_.delivered;
      if (item.note == 0) {
        ++limited;
        limited_bytes += item.frame.size();
      }
    }
    close_now = close_now || item.close_after;
    if (item.admission) admission = item.admission.get();
  }
  if (limited > 0) client.outbox().settle(limited, limited_bytes);
  for (const Outgoing& item : written_) {
    if (item.note != 0) client.session().sent(item.note);
  }
  // D9: after the reply to CLOSE itself, not after any.
  if (close_now) {
    close(client, "the client has asked for it", LogLevel::debug);
  } else if (admission != nullptr) {
    let_in(client, *admission);
  }
}

void Traffic::flush() {
  // Taken in this order, delivered in the other: what was posted before a reply goes before it.
  std::vector<Dispatcher::Replies> replies = dispatcher_.take_replies();
  deliver(mailroom_.take());
  for (Dispatcher::Replies& each : replies) {
    if (!is_open(*each.client)) continue;
    attempt(*each.client, [&] { pass_on(*each.client, each.frames); });
  }
}

void Traffic::pass_on(Client& client, std::vector<Outgoing>& frames) {
  bool told = false;
  for (Outgoing& frame : frames) {
    const bool tell = frame.tell_session;
    const std::uint32_t serial = frame.serial;
    client.connection().out().push(std::move(frame));
    if (tell) client.session().replied(serial);
    told = told || tell;
  }
  // What the session says to the end of a stream that has just been opened comes before the end of
  // the connection.
  if (told && client.connection().draining) deliver(mailroom_.take());
  if (is_open(client)) write(client);
}

void Traffic::deliver(Mail mail) {
  if (mail.starved) close_starved();
  for (Letter& letter : mail.letters) {
    bool delivered = false;
    const auto found = clients_.find(letter.client);
    if (found != clients_.end() && is_open(*found->second)) {
      attempt(*found->second, [&] {
        deliver(*found->second, letter);
        delivered = true;
      });
    }
    if (!delivered && letter.kind == Letter::Kind::frame) ++counters_.discarded;
  }
  for (Client* client : std::exchange(touched_, {})) {
    client->connection().touched = false;
    if (is_open(*client)) attempt(*client, [&] { write(*client); });
  }
}

void Traffic::close_starved() {
  for (const auto& [number, client] : clients_) {
    if (client->outbox().is_starved()) starve(*client);
  }
}

void Traffic::deliver(Client& client, Letter& letter) {
  Connection& connection = client.connection();
  make_room(touched_, 1);
  switch (letter.kind) {
    case Letter::Kind::frame:
      connection.out().push(
          {.frame = std::move(letter.frame), .kind = Outgoing::Kind::posted, .note = letter.value});
      break;
    case Letter::Kind::overflow:
      close(client,
            fmt::format("it does not read what it is sent: {} messages wait",
                        connection.out().waiting(Outgoing::Kind::posted)),
            LogLevel::warning);
      return;
    case Letter::Kind::work: {
      Job job{.message = {}, .lane = Lane::ordinary, .work = letter.value};
      submit(client, {&job, 1});
      return;
    }
    case Letter::Kind::consumed:
      IL_ASSERT(connection.stream_bytes >= letter.value, "more is consumed than was received");
      connection.stream_bytes -= letter.value;
      break;
    case Letter::Kind::keepalive:
      start_keepalive(client);
      return;
  }
  if (!std::exchange(connection.touched, true)) touched_.push_back(&client);
}

void Traffic::read_kicked() {
  const std::vector<Client*> kicked = std::exchange(kicked_, {});
  for (Client* client : kicked) client->connection().kicked = false;
  for (Client* client : kicked) {
    if (is_open(*client)) attempt(*client, [&] { read(*client); });
  }
}

void Traffic::reconsider() {
  for (const auto& [number, client] : clients_) {
    if (is_open(*client)) attempt(*client, [&] { write(*client); });
  }
  const std::size_t wanted = dispatcher_.wanted_workers();
  if (wanted > 0) grow_(wanted);
}

void Traffic::close(Client& client, std::string_view reason, LogLevel level) {
  Connection& connection = client.connection();
  loop_.remove_handle(std::exchange(connection.watch, 0));
  if (connection.keepalive) loop_.remove_timer(connection.keepalive_timer);
  if (connection.patience != nullptr) loop_.remove_timer(connection.patience_timer);
  lobby_.leave(client);
  client.outbox().close();
  connection.transport().close();
  world_.trace.record(Event::client_closed, client.id());
  if (connection.kicked) std::erase(kicked_, &client);
  while (!connection.parked().empty()) drop(client, connection.take_parked().header);
  for (const Job& job : dispatcher_.close(client)) {
    if (!job.work) drop(client, job.message.header);
  }
  counters_.discarded += connection.out().waiting(Outgoing::Kind::posted);
  connection.out().clear();
  say(log_, {.level = level, .source = kSource, .reason = "closed", .client = client.info().number},
      "closed{}{}: {}", from(client.info()), client.info().peer.address, reason);
}

void Traffic::drop(Client& client, const rpc::FrameHeader& call) {
  world_.trace.record(Event::call_dropped, client.id(), call.serial);
  counters_.dropped.add(Drop::before_its_turn);
}

void Traffic::reap() {
  for (const Client* client : dispatcher_.take_reapable()) clients_.erase(client->info().number);
}

void Traffic::report(Statistics& statistics) const {
  statistics.clients = clients_.size();
  statistics.locks.push_back(LockStatistics::of("client", client_meter_));
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
  update_patience(client);
}

bool Traffic::is_done(Client& client) {
  Connection& connection = client.connection();
  return (connection.ended || connection.draining) && connection.in_flight == 0 &&
         connection.parked().empty() && connection.out().empty();
}

}  // namespace interleave::daemon
