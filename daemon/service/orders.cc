#include "daemon/service/orders.h"

#include <signal.h>

namespace interleave::daemon {

Orders::Orders(AsioPoller& poller, ProcessLeader& leader, Log& log)
    : leader_(leader),
      log_(log),
      signals_(poller, {SIGTERM, SIGINT, SIGHUP}, [this](int number) { on_signal(number); }) {}

void Orders::on_signal(int number) {
  if (number == SIGHUP) {
    log_.write(LogLevel::warning, "SIGHUP: settings are read at the start only");
    return;
  }
  log_.write(LogLevel::info, number == SIGTERM ? "SIGTERM" : "SIGINT");
  leader_.stop();
}

}  // namespace interleave::daemon
