#include "sim/world/sim_stream.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/base/assert.h"
#include "sim/engine/sanitizers.h"
#include "sim/world/handle_misuse.h"
#include "sim/world/sim_file.h"

namespace interleave::sim {

SimStream::SimStream(Connection& connection)
    : engine_(connection.engine),
      handles_(connection.handles),
      identity_(connection.identity),
      id_(engine_.create(ObjectKind::stream, connection.name, 0)),
      connection_(&connection) {
  connection.handle = handles_.open(*this);
}

SimStream::~SimStream() {
  if (!engine_.running()) return;  // the world that it belonged to is over
  close();
  engine_.record(Event::object_destroyed, id_, 0);
}

Handle SimStream::handle() const {
  return connection_ == nullptr ? Handle::none : connection_->handle;
}

// Does a fault take the place of an operation that could go on?
bool SimStream::faulty(IoResult& result, const char* site) {
  if (engine_.happens(Fault::would_block, DecisionKind::would_block, id_, site)) {
    result.status = IoStatus::would_block;
    return true;
  }
  if (engine_.happens(Fault::reset, DecisionKind::fault, id_, site_of(Fault::reset))) {
    connection_->break_down();
    result.status = IoStatus::reset;
    return true;
  }
  return false;
}

IoResult SimStream::read_some(std::span<std::byte> into) {
  std::uint32_t closed_by_the_system = 0;
  return take(into, closed_by_the_system);
}

IoResult SimStream::read_with_file(std::span<std::byte> into, Arrival& with) {
  std::uint32_t file = 0;
  const IoResult result = take(into, file);
  with = {};
  if (file == 0) return result;
  with.lost = engine_.happens(Fault::no_descriptors, DecisionKind::fault, id_,
                              site_of(Fault::no_descriptors));
  if (with.lost) {
    connection_->file_lost = true;
  } else {
    with.file = make_file(engine_, file);
  }
  return result;
}

IoResult SimStream::take(std::span<std::byte> into, std::uint32_t& file) {
  IL_ASSERT(!into.empty(), "a read into nothing");
  engine_.point(OperationKind::read, id_);
  IoResult result{.status = IoStatus::closed, .bytes = 0};
  if (connection_ == nullptr) return result;
  engine_.touch(OperationKind::read, connection_->peer);
  result.status = connection_->program_can_read();
  if (result.status == IoStatus::would_block || faulty(result, "read_some")) return result;
  if (result.status != IoStatus::ok) return result;
  const std::size_t most = std::min(into.size(), connection_->to_program.readable());
  return connection_->program_read(into, engine_.decide_bytes(most, id_, "read_some"), file);
}

bool SimStream::may_write(IoResult& result, const char* site) {
  engine_.point(OperationKind::write, id_);
  if (connection_ == nullptr) return false;
  engine_.touch(OperationKind::write, connection_->peer);
  result.status = connection_->program_can_write();
  return result.status == IoStatus::ok && !faulty(result, site);
}

IoResult SimStream::write_file(const OpenFile& file) {
  IoResult result{.status = IoStatus::closed, .bytes = 0};
  if (!may_write(result, "write_file")) return result;
  sanitizers::release(&connection_->to_client);
  connection_->to_client.push_file(static_cast<std::uint32_t>(file.number()));
  connection_->wake_client();
  return {.status = IoStatus::ok, .bytes = 1};
}

IoResult SimStream::write_some(std::span<const std::span<const std::byte>> from) {
  IoResult result{.status = IoStatus::closed, .bytes = 0};
  if (!may_write(result, "write_some")) return result;
  std::size_t offered = 0;
  for (const std::span<const std::byte> piece : from) offered += piece.size();
  IL_ASSERT(offered != 0, "a write of nothing");
  const std::size_t most = std::min(offered, connection_->to_client.room());
  result.bytes = engine_.decide_bytes(most, id_, "write_some");
  sanitizers::release(&connection_->to_client);
  std::size_t left = result.bytes;
  for (const std::span<const std::byte> piece : from) {
    const std::size_t now = std::min(left, piece.size());
    connection_->to_client.push(piece.first(now));
    left -= now;
  }
  connection_->wake_client();
  return result;
}

void SimStream::shut_down_sending() {
  engine_.point(OperationKind::shut_down, id_);
  if (connection_ == nullptr) return;
  engine_.touch(OperationKind::shut_down, connection_->peer);
  connection_->program.sending = false;
  connection_->wake_client();
  // Its own readiness changes too: a write would fail now, and both sides may have shut down.
  connection_->wake_program();
}

void SimStream::close() {
  if (connection_ == nullptr) return;
  engine_.point(OperationKind::close, id_);
  engine_.touch(OperationKind::close, connection_->peer);
  check_unwatched(engine_, handles_, connection_->handle);
  handles_.close(connection_->handle);
  sanitizers::release(&connection_->to_client);
  connection_->close_program();
  connection_ = nullptr;
}

std::string SimStream::describe() const {
  return fmt::format("stream of {}: {} bytes to read, {} bytes on their way out{}{}",
                     connection_->name.text(), connection_->to_program.size(),
                     connection_->to_client.size(),
                     connection_->client.open ? "" : ", the peer has closed",
                     connection_->broken ? ", broken" : "");
}

}  // namespace interleave::sim
