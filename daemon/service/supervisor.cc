#include "daemon/service/supervisor.h"

#include <chrono>
#include <cstdint>
#include <cstdlib>

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include "daemon/asio/clock.h"

namespace interleave::daemon {
namespace {

// Waits for room. The environment stays as it is: threads read it, and a child that it would
// confuse does not exist.
void tell(const std::string& state) {
  ::sd_notify(0, state.c_str());
}

}  // namespace

Supervisor::Supervisor() {
  const char* const path = std::getenv("NOTIFY_SOCKET");
  if (path != nullptr && *path == '/') manager_.emplace(path);
  std::uint64_t microseconds = 0;
  if (::sd_watchdog_enabled(0, &microseconds) > 0) {
    watchdog_interval_ = std::chrono::microseconds(microseconds) / 4;
  }
}

void Supervisor::ready(std::string_view status) const {
  tell(fmt::format("READY=1\nSTATUS={}", status));
}

void Supervisor::reloading() const {
  RealClock clock;
  const auto now =
      std::chrono::duration_cast<std::chrono::microseconds>(clock.now().time_since_epoch());
  tell(fmt::format("RELOADING=1\nMONOTONIC_USEC={}\nSTATUS=Reading the settings again",
                   now.count()));
}

void Supervisor::stopping(std::string_view status) const {
  tell_at_once(fmt::format("STOPPING=1\nSTATUS={}", status));
}

void Supervisor::alive() const {
  tell_at_once("WATCHDOG=1");
}

void Supervisor::tell_at_once(const std::string& state) const {
  if (manager_) {
    manager_->send(state);
  } else {
    tell(state);
  }
}

}  // namespace interleave::daemon
