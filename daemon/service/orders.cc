#include "daemon/service/orders.h"

#include <signal.h>

namespace interleave::daemon {
namespace {

const char* name_of(int number) {
  return number == SIGHUP ? "SIGHUP" : (number == SIGTERM ? "SIGTERM" : "SIGINT");
}

}  // namespace

Orders::Orders(AsioPoller& poller, ProcessLeader& leader, Log& log)
    : leader_(leader),
      log_(log),
      signals_(poller, {SIGTERM, SIGINT, SIGHUP}, [this](int number) { on_signal(number); }) {}

void Orders::on_signal(int number) {
  log_.write({.level = LogLevel::info, .reason = "signal", .text = name_of(number)});
  if (number == SIGHUP) {
    leader_.reload();
  } else {
    leader_.stop();
  }
}

}  // namespace interleave::daemon
