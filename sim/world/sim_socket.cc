#include "sim/world/sim_socket.h"

#include <algorithm>
#include <utility>

#include "sim/engine/sanitizers.h"
#include "sim/world/connection.h"

namespace interleave::sim {
namespace {

// The client's thread is about to send or to receive, when it can.
void wait_for_turn(Connection& connection, OperationKind kind, ObjectId id) {
  const bool receives = kind == OperationKind::receive;
  connection.client_thread = connection.engine.current();
  connection.client_receives = receives;
  connection.engine.point_when(
      kind, id, receives ? connection.client_can_receive() : connection.client_can_send());
  connection.client_thread = 0;
}

}  // namespace

SimSocket::SimSocket(SimSocket&& other) noexcept
    : peers_(std::exchange(other.peers_, nullptr)),
      connection_(std::exchange(other.connection_, nullptr)),
      id_(std::exchange(other.id_, kNoObject)) {}

SimSocket& SimSocket::operator=(SimSocket&& other) noexcept {
  if (this != &other) {
    close();
    peers_ = std::exchange(other.peers_, nullptr);
    connection_ = std::exchange(other.connection_, nullptr);
    id_ = std::exchange(other.id_, kNoObject);
  }
  return *this;
}

SimSocket::~SimSocket() {
  close();
}

IoStatus SimSocket::send(std::span<const std::byte> from) {
  if (!connected()) return IoStatus::closed;
  while (!from.empty()) {
    wait_for_turn(*connection_, OperationKind::send, id_);
    if (connection_->program_gone() || !connection_->client.sending) return IoStatus::reset;
    const std::size_t most = std::min(from.size(), connection_->to_program.room());
    const std::size_t now = connection_->engine.decide_bytes(most, id_, "send");
    sanitizers::release(&connection_->to_program);
    connection_->to_program.push(from.first(now));
    connection_->wake_program();
    from = from.subspan(now);
  }
  return IoStatus::ok;
}

bool SimSocket::file_lost() const {
  return connected() && connection_->file_lost;
}

IoStatus SimSocket::send_file(std::uint32_t file) {
  if (!connected()) return IoStatus::closed;
  wait_for_turn(*connection_, OperationKind::send, id_);
  if (connection_->program_gone() || !connection_->client.sending) return IoStatus::reset;
  sanitizers::release(&connection_->to_program);
  connection_->to_program.push_file(file);
  connection_->wake_program();
  return IoStatus::ok;
}

IoResult SimSocket::receive(std::span<std::byte> into, std::uint32_t& file) {
  file = 0;
  if (!connected()) return {.status = IoStatus::closed, .bytes = 0};
  wait_for_turn(*connection_, OperationKind::receive, id_);
  sanitizers::acquire(&connection_->to_client);
  if (connection_->to_client.size() == 0) {
    const bool reset = connection_->broken || connection_->client.failed;
    return {.status = reset ? IoStatus::reset : IoStatus::end_of_stream, .bytes = 0};
  }
  const std::size_t most = std::min(into.size(), connection_->to_client.readable());
  file = connection_->to_client.pop(into.first(most));
  connection_->wake_program();
  return {.status = IoStatus::ok, .bytes = most};
}

IoStatus SimSocket::receive_exact(std::span<std::byte> into) {
  while (!into.empty()) {
    const IoResult result = receive(into);
    if (result.status != IoStatus::ok) return result.status;
    into = into.subspan(result.bytes);
  }
  return IoStatus::ok;
}

void SimSocket::shut_down_sending() {
  if (!connected()) return;
  connection_->engine.point(OperationKind::shut_down, id_);
  connection_->client.sending = false;
  connection_->wake_program();
}

void SimSocket::close() {
  leave(false);
}

void SimSocket::reset() {
  leave(true);
}

void SimSocket::leave(bool broken) {
  if (!connected()) return;
  Engine& engine = connection_->engine;
  engine.point(OperationKind::close, id_);
  if (broken) connection_->break_down();
  std::exchange(connection_, nullptr)->close_client();
  --*std::exchange(peers_, nullptr);
  engine.record(Event::peer_closed, id_, 0);
  engine.record(Event::object_destroyed, id_, 0);
}

}  // namespace interleave::sim
