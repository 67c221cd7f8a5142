// A connected socket as a stream. Internal to daemon/asio.
#ifndef INTERLEAVE_DAEMON_ASIO_STREAM_H_
#define INTERLEAVE_DAEMON_ASIO_STREAM_H_

#include <memory>

#include "daemon/asio/descriptor.h"
#include "model/seam/network.h"

namespace interleave::daemon {

class Reactor;

struct Opened {
  IoStatus status = IoStatus::ok;
  std::unique_ptr<Stream> stream;  // set exactly when `status` is ok
};

// Makes a stream of a connected, non-blocking stream socket of the address family `family`. Errors:
// no_memory, no_descriptors, other; the socket is closed then.
Opened make_stream(Reactor& reactor, int family, Descriptor socket, PeerIdentity peer);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_STREAM_H_
