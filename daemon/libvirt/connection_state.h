// One client's connection to libvirt, from OPEN to the end of its session.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_CONNECTION_STATE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_CONNECTION_STATE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "daemon/core/outbox.h"
#include "daemon/libvirt/refs.h"
#include "model/locks/annotations.h"
#include "model/seam/threads.h"

namespace interleave::daemon {

// How a connection was opened, to open it again alike.
struct Opening {
  std::string uri;
  bool read_only = false;
};

// Several workers use it at the same time. Its lock guards a pointer and a few words, and no
// libvirt call that can block is made under it: a call takes a reference and goes on without the
// lock.
class ConnectionState {
 public:
  explicit ConnectionState(Threads& threads)
      : owned_mutex_(threads.make_mutex(Name{"session"}, Rank::driver)), mutex_(*owned_mutex_) {}

  // Claims the right to open, which the caller ends by opened or not_opened. False when the
  // connection is open already, or another worker is about to open it.
  [[nodiscard]] bool begin_opening();
  void opened(ConnectionRef connection, Opening how);
  void not_opened();

  // A reference for one call; null when the connection is not open.
  [[nodiscard]] ConnectionRef reference();

  // Whether the connection's driver has lost what is behind it (a daemon that has ended), which
  // libvirt is asked for. After a call that has failed.
  [[nodiscard]] bool is_dead();
  // A connection that is_dead has found dead is opened again, before the next call; where that
  // fails, the dead one stays. It may block.
  void revive();

  // Whether libvirt has been asked to report the connection's loss, which close takes back.
  void watch_loss(bool watched);
  [[nodiscard]] bool loss_is_watched();

  // Closes the connection, if it is open. No call is being made; nothing but the destructor
  // follows.
  void close();

 private:
  enum class Stage : std::uint8_t { not_open, opening, open };

  // Constant.
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;

  // Guarded by the lock.
  Stage stage_ IL_GUARDED_BY(mutex_) = Stage::not_open;
  bool loss_watched_ IL_GUARDED_BY(mutex_) = false;
  ConnectionRef connection_ IL_GUARDED_BY(mutex_);
  Opening how_ IL_GUARDED_BY(mutex_);

  // Its own synchronisation: most calls look at it and go on.
  std::atomic<bool> dead_ = false;
};

// Null with the thread's last error set. It may block.
ConnectionRef open_connection(const Opening& how);

// Asks libvirt to report the loss of the connection, which the client is told by a message, and
// takes it back. Below 0 with the thread's last error set, as libvirt's functions do. `outbox`
// stays until it has been taken back: libvirt's callback comes before that returns, or never.
int watch_loss_of(virConnectPtr connection, Outbox& outbox);
int unwatch_loss_of(virConnectPtr connection);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_CONNECTION_STATE_H_
