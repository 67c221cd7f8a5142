#include "daemon/asio/signals.h"

#include <utility>

#include <boost/asio/signal_set.hpp>
#include <signal.h>

#include "daemon/asio/poller.h"
#include "daemon/asio/reactor.h"

namespace interleave::daemon {

class Signals::Impl {
 public:
  Impl(Reactor& reactor, std::function<void(int)> callback)
      : reactor_(reactor), set_(reactor.context()), callback_(std::move(callback)) {}

  void add(int number) { set_.add(number); }

  void wait() {
    set_.async_wait([this](const boost::system::error_code& error, int number) {
      // Cancelled: this object is gone already.
      if (error) return;
      reactor_.interrupt();
      wait();
      callback_(number);
    });
  }

 private:
  Reactor& reactor_;
  boost::asio::basic_signal_set<Executor> set_;
  const std::function<void(int)> callback_;
};

Signals::Signals(AsioPoller& poller, std::initializer_list<int> numbers,
                 std::function<void(int)> callback)
    : impl_(std::make_unique<Impl>(poller.reactor(), std::move(callback))) {
  for (const int number : numbers) impl_->add(number);
  impl_->wait();
}

Signals::~Signals() = default;

void ignore_broken_pipes() {
  ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace interleave::daemon
