#include "daemon/asio/poller.h"

#include "daemon/asio/reactor.h"

namespace interleave::daemon {

AsioPoller::AsioPoller(Threads& threads, Trace& trace)
    : Poller(threads, trace), reactor_(std::make_unique<Reactor>()) {}

AsioPoller::~AsioPoller() = default;

IoStatus AsioPoller::watch(Handle handle, Readiness interest) {
  return reactor_->watch(handle, interest);
}

void AsioPoller::unwatch(Handle handle) {
  reactor_->unwatch(handle);
}

void AsioPoller::do_wait(Instant deadline, std::vector<Ready>& ready) {
  reactor_->wait(deadline, ready);
}

void AsioPoller::do_wake() {
  reactor_->wake();
}

}  // namespace interleave::daemon
