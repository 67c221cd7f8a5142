// What signals order the daemon to do.
#ifndef INTERLEAVE_DAEMON_SERVICE_ORDERS_H_
#define INTERLEAVE_DAEMON_SERVICE_ORDERS_H_

#include "daemon/asio/poller.h"
#include "daemon/asio/signals.h"
#include "daemon/core/log.h"
#include "daemon/core/process_leader.h"

namespace interleave::daemon {

// SIGTERM and SIGINT stop the daemon in order, and a second one at once; SIGHUP has the settings
// read again. Signals are taken from here to the object's end, by the loop thread.
class Orders {
 public:
  // All outlive it. Made before the loop runs.
  Orders(AsioPoller& poller, ProcessLeader& leader, Log& log);

 private:
  void on_signal(int number);

  // Constant.
  ProcessLeader& leader_;
  Log& log_;

  const Signals signals_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_ORDERS_H_
