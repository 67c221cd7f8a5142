#include "daemon/service/orders.h"

#include <signal.h>

namespace interleave::daemon {
namespace {

const char* name_of(int number) {
  return number == SIGHUP ? "SIGHUP" : (number == SIGTERM ? "SIGTERM" : "SIGINT");
}

// For the calling thread, and those that it starts: the daemon's own block every signal.
void mask_reloads(int how) {
  sigset_t reloads;
  ::sigemptyset(&reloads);
  ::sigaddset(&reloads, SIGHUP);
  ::pthread_sigmask(how, &reloads, nullptr);
}

}  // namespace

void hold_back_reloads() {
  mask_reloads(SIG_BLOCK);
}

Orders::Orders(AsioPoller& poller, ProcessLeader& leader, Log& log)
    : leader_(leader),
      log_(log),
      signals_(poller, {SIGTERM, SIGINT, SIGHUP}, [this](int number) { on_signal(number); }) {
  mask_reloads(SIG_UNBLOCK);
}

Orders::~Orders() {
  mask_reloads(SIG_BLOCK);
}

void Orders::on_signal(int number) {
  log_.write({.level = LogLevel::info, .reason = "signal", .text = name_of(number)});
  if (number == SIGHUP) {
    leader_.reload();
  } else {
    leader_.stop();
  }
}

}  // namespace interleave::daemon
