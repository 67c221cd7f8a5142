// What signals order the daemon to do.
#ifndef INTERLEAVE_DAEMON_SERVICE_ORDERS_H_
#define INTERLEAVE_DAEMON_SERVICE_ORDERS_H_

#include "daemon/asio/poller.h"
#include "daemon/asio/signals.h"
#include "daemon/core/log.h"
#include "daemon/core/process_leader.h"

namespace interleave::daemon {

// From here on a SIGHUP waits until there are Orders, and after their end for ever: by default it
// would end a process that reads its settings for the first time, or is about to end in order.
// Whoever has the process number from the pid file may send one. Called while there is one thread.
void hold_back_reloads();

// SIGTERM and SIGINT stop the daemon in order, and a second one at once; SIGHUP has the settings
// read again. Signals are taken from here to the object's end, by the loop thread; the thread that
// makes and destroys the object is the process leader, as the one that the system interrupts.
class Orders {
 public:
  // All outlive it. Made before the loop runs.
  Orders(AsioPoller& poller, ProcessLeader& leader, Log& log);
  ~Orders();
  Orders(const Orders&) = delete;
  Orders& operator=(const Orders&) = delete;

 private:
  void on_signal(int number);

  // Constant.
  ProcessLeader& leader_;
  Log& log_;

  const Signals signals_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_ORDERS_H_
