#include "daemon/libvirt/connection_state.h"

#include <new>
#include <utility>

#include "daemon/libvirt/events/event_source.h"
#include "model/locks/guards.h"

namespace interleave::daemon {
namespace {

constexpr std::int32_t kConnectionClosed = 362;  // CONNECT_EVENT_CONNECTION_CLOSED

// Drivers call it with locks of their own held.
void on_loss(virConnectPtr, int reason, void* outbox) {
  Outbox& to = *static_cast<Outbox*>(outbox);
  try {
    to.post(event_frame(kConnectionClosed, rpc::ConnectionClosedMessage{.reason = reason}));
  } catch (const std::bad_alloc&) {
    to.starve();
  }
}

}  // namespace

// Nothing is lent to libvirt to be freed: for a driver that never loses its connection it forgets
// what it was given.
int watch_loss_of(virConnectPtr connection, Outbox& outbox) {
  return virConnectRegisterCloseCallback(connection, on_loss, &outbox, nullptr);
}

int unwatch_loss_of(virConnectPtr connection) {
  return virConnectUnregisterCloseCallback(connection, on_loss);
}

ConnectionRef open_connection(const Opening& how) {
  return ConnectionRef(how.read_only ? virConnectOpenReadOnly(how.uri.c_str())
                                     : virConnectOpen(how.uri.c_str()));
}

bool ConnectionState::begin_opening() {
  const DriverLock lock(mutex_);
  if (stage_ != Stage::not_open) return false;
  stage_ = Stage::opening;
  return true;
}

void ConnectionState::opened(ConnectionRef connection, Opening how) {
  const DriverLock lock(mutex_);
  connection_ = std::move(connection);
  how_ = std::move(how);
  stage_ = Stage::open;
}

void ConnectionState::not_opened() {
  const DriverLock lock(mutex_);
  stage_ = Stage::not_open;
}

ConnectionRef ConnectionState::reference() {
  const DriverLock lock(mutex_);
  // An atomic increment behind an API function: it cannot block.
  if (connection_) virConnectRef(connection_.get());
  return ConnectionRef(connection_.get());
}

bool ConnectionState::is_dead() {
  const ConnectionRef connection = reference();
  if (!connection || virConnectIsAlive(connection.get()) != 0) return false;
  dead_ = true;
  return true;
}

void ConnectionState::revive() {
  if (!dead_) return;
  Opening how;
  {
    const DriverLock lock(mutex_);
    // One worker opens; the others make do with the dead one.
    if (stage_ != Stage::open) return;
    stage_ = Stage::opening;
    how = how_;
  }
  ConnectionRef fresh = open_connection(how);
  ConnectionRef old;
  {
    const DriverLock lock(mutex_);
    stage_ = Stage::open;
    if (!fresh) return;
    old = std::exchange(connection_, std::move(fresh));
    dead_ = false;
  }
}

bool ConnectionState::loss_is_watched() {
  const DriverLock lock(mutex_);
  return loss_watched_;
}

void ConnectionState::watch_loss(bool watched) {
  const DriverLock lock(mutex_);
  loss_watched_ = watched;
}

void ConnectionState::close() {
  ConnectionRef connection;
  bool loss_watched = false;
  {
    const DriverLock lock(mutex_);
    connection = std::move(connection_);
    loss_watched = std::exchange(loss_watched_, false);
    stage_ = Stage::not_open;
  }
  // The driver's record of the callback holds a reference to the connection: without this, closing
  // would not close.
  if (loss_watched) unwatch_loss_of(connection.get());
}

}  // namespace interleave::daemon
