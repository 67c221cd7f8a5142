// Signals of the process, as callbacks on the loop thread.
#ifndef INTERLEAVE_DAEMON_ASIO_SIGNALS_H_
#define INTERLEAVE_DAEMON_ASIO_SIGNALS_H_

#include <functional>
#include <initializer_list>
#include <memory>

namespace interleave::daemon {

class AsioPoller;

// Calls back for the signals given, on the thread that waits in the poller, inside its wait, with
// no lock of the model held; the wait then returns. Signals that come faster than they are handled
// may be reported once. Restores their default effect when destroyed.
//
// Made and destroyed by the thread that owns the poller, while nobody waits in it.
class Signals {
 public:
  Signals(AsioPoller& poller, std::initializer_list<int> numbers,
          std::function<void(int number)> callback);
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  class Impl;
  const std::unique_ptr<Impl> impl_;
};

// Writing to a connection whose peer is gone is an error, not the end of the process.
void ignore_broken_pipes();

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_SIGNALS_H_
