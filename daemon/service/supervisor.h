// What the daemon tells the service manager that has started it, if one has.
#ifndef INTERLEAVE_DAEMON_SERVICE_SUPERVISOR_H_
#define INTERLEAVE_DAEMON_SERVICE_SUPERVISOR_H_

#include <optional>
#include <string_view>

#include "model/seam/clock.h"

namespace interleave::daemon {

// Datagrams to NOTIFY_SOCKET, as sd_notify(3) says. Where there is no such socket they go nowhere.
// Any thread; none blocks for long: the manager's socket takes what is sent, or it is lost.
class Supervisor {
 public:
  // Reads the environment. Made while there is one thread.
  Supervisor();

  // How often alive() is wanted: a quarter of what the manager waits for, so that one that comes
  // late is no harm. Nothing when nobody watches.
  [[nodiscard]] std::optional<Duration> watchdog_interval() const { return watchdog_interval_; }

  // The daemon serves. `status` is a line for people, here and below.
  void ready(std::string_view status) const;
  // The settings are being read again; ready() follows, whatever has come of it.
  void reloading() const;
  void stopping(std::string_view status) const;
  // The loop and the pool live.
  void alive() const;

 private:
  // Constant.
  std::optional<Duration> watchdog_interval_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_SUPERVISOR_H_
