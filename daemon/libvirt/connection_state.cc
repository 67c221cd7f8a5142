#include "daemon/libvirt/connection_state.h"

#include <utility>

#include "daemon/libvirt/events/event_source.h"
#include "model/locks/guards.h"

namespace interleave::daemon {
namespace {

constexpr std::int32_t kConnectionClosed = 362;  // CONNECT_EVENT_CONNECTION_CLOSED

// What libvirt has been lent.
using Lent = std::shared_ptr<Outbox>;

// Drivers call it with locks of their own held.
void on_loss(virConnectPtr, int reason, void* lent) {
  (*static_cast<Lent*>(lent))
      ->post(event_frame(kConnectionClosed, rpc::ConnectionClosedMessage{.reason = reason}));
}

void release(void* lent) {
  delete static_cast<Lent*>(lent);
}

}  // namespace

int watch_loss_of(virConnectPtr connection, std::shared_ptr<Outbox> outbox) {
  auto lent = std::make_unique<Lent>(std::move(outbox));
  const int status = virConnectRegisterCloseCallback(connection, on_loss, lent.get(), release);
  if (status == 0) static_cast<void>(lent.release());
  return status;
}

int unwatch_loss_of(virConnectPtr connection) {
  return virConnectUnregisterCloseCallback(connection, on_loss);
}

bool ConnectionState::begin_opening() {
  const DriverLock lock(mutex_);
  if (stage_ != Stage::not_open) return false;
  stage_ = Stage::opening;
  return true;
}

void ConnectionState::opened(ConnectionRef connection) {
  const DriverLock lock(mutex_);
  connection_ = std::move(connection);
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
