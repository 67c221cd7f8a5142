// The real world's poller, and the root of its sockets and signals.
#ifndef INTERLEAVE_DAEMON_ASIO_POLLER_H_
#define INTERLEAVE_DAEMON_ASIO_POLLER_H_

#include <memory>
#include <vector>

#include "model/seam/poller.h"

namespace interleave::daemon {

class Reactor;

// Readiness out of Boost.Asio. Handles are file descriptors: those of the streams and listeners
// that were made for this poller, and any other, which stays the caller's.
//
// A foreign descriptor must not be closed while it is watched: who cannot be sure of that
// (libvirt's event handles) watches a duplicate of it.
class AsioPoller final : public Poller {
 public:
  // Throws std::system_error when the system has no descriptor for it.
  AsioPoller(Threads& threads, Trace& trace);
  // Streams, listeners and signals made for it are gone.
  ~AsioPoller() override;

  [[nodiscard]] IoStatus watch(Handle handle, Readiness interest) override;
  void unwatch(Handle handle) override;

  // For this folder's factories.
  Reactor& reactor() { return *reactor_; }

 private:
  void do_wait(Instant deadline, std::vector<Ready>& ready) override;
  void do_wake() override;

  const std::unique_ptr<Reactor> reactor_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_POLLER_H_
