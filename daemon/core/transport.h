// A byte stream as the protocol sees it: plain, or a layer of its own above the stream.
#ifndef INTERLEAVE_DAEMON_CORE_TRANSPORT_H_
#define INTERLEAVE_DAEMON_CORE_TRANSPORT_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "model/seam/network.h"

namespace interleave::daemon {

// Loop thread only. Reads and writes have Stream's contract.
class Transport {
 public:
  virtual ~Transport() = default;

  [[nodiscard]] virtual IoResult read_some(std::span<std::byte> into) = 0;
  [[nodiscard]] virtual IoResult write_some(std::span<const std::span<const std::byte>> from) = 0;

  // Bytes that have been taken from the stream but not yet read: a poller does not know of them
  // (D2).
  [[nodiscard]] virtual bool has_buffered() const = 0;

  [[nodiscard]] virtual Handle handle() const = 0;
  virtual void close() = 0;
};

// Makes the transport of a new connection. Loop thread.
using TransportFactory = std::function<std::unique_ptr<Transport>(std::unique_ptr<Stream>)>;

// What is read and written is what the stream carries.
std::unique_ptr<Transport> plain_transport(std::unique_ptr<Stream> stream);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_TRANSPORT_H_
