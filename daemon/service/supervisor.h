// What the daemon tells the service manager that has started it, if one has.
#ifndef INTERLEAVE_DAEMON_SERVICE_SUPERVISOR_H_
#define INTERLEAVE_DAEMON_SERVICE_SUPERVISOR_H_

#include <optional>
#include <string>
#include <string_view>

#include "daemon/log/outputs/datagram_socket.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

// Datagrams to NOTIFY_SOCKET, as sd_notify(3) says. Where there is no such socket they go nowhere.
// A manager that reads nothing has a full socket before long. What it must not miss waits for room
// there; what the loop thread says is lost instead, where the socket is a file, as systemd's is:
// the daemon serves while its manager stands still.
class Supervisor {
 public:
  // Reads the environment. Made while there is one thread.
  Supervisor();

  // How often alive() is wanted: a quarter of what the manager waits for, so that one that comes
  // late is no harm. Nothing when nobody watches.
  [[nodiscard]] std::optional<Duration> watchdog_interval() const { return watchdog_interval_; }

  // The daemon serves. `status` is a line for people, here and below. Any thread but the loop's;
  // may block, and so may reloading().
  void ready(std::string_view status) const;
  // The settings are being read again; ready() follows, whatever has come of it.
  void reloading() const;
  // Any thread; never blocks, and neither does alive().
  void stopping(std::string_view status) const;
  // The loop and the pool live.
  void alive() const;

 private:
  void tell_at_once(const std::string& state) const;

  // Constant.
  std::optional<DatagramSocket> manager_;
  std::optional<Duration> watchdog_interval_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_SUPERVISOR_H_
