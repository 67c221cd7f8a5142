// A byte stream as the protocol sees it: plain, or a layer of its own above the stream.
#ifndef INTERLEAVE_DAEMON_CORE_TRANSPORT_H_
#define INTERLEAVE_DAEMON_CORE_TRANSPORT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "model/seam/network.h"

namespace interleave::daemon {

// Loop thread only. Reads and writes have Stream's contract.
class Transport {
 public:
  // How far the transport has got with what must pass before the first message.
  enum class Handshake : std::uint8_t {
    done,         // from now on there are reads and writes, and no further handshake
    wants_read,   // to be called again when the handle is readable
    wants_write,  // to be called again when it is writable
    failed,       // for good: see failure
  };

  virtual ~Transport() = default;

  // Goes on with the handshake as far as it can. Called before anything is read or written, until
  // it returns done or failed. Most transports have none.
  [[nodiscard]] virtual Handshake shake_hands() { return Handshake::done; }

  // Why the handshake has failed, or a read or a write has given `other`, in one line in which what
  // comes from the peer is escaped; empty where the transport knows no more than the status says.
  [[nodiscard]] virtual std::string failure() const { return {}; }

  [[nodiscard]] virtual IoResult read_some(std::span<std::byte> into) = 0;
  [[nodiscard]] virtual IoResult write_some(std::span<const std::span<const std::byte>> from) = 0;

  // Open files beside the bytes, with Stream's contract. A layer that changes the bytes has no
  // place for them, and need not say more than this.
  [[nodiscard]] virtual bool carries_files() const { return false; }
  [[nodiscard]] virtual IoResult read_with_file(std::span<std::byte> into, Arrival&) {
    return read_some(into);
  }
  [[nodiscard]] virtual IoResult write_file(const OpenFile&) { return {IoStatus::other, 0}; }

  // Bytes that have been taken from the stream but not yet read: a poller does not know of them
  // (D2).
  [[nodiscard]] virtual bool has_buffered() const = 0;

  // Whether the peer has begun something that has to come whole before any of it can be read, a
  // record or a packet of a layer, and has not ended it. Where there is none, bytes are read as
  // they come.
  [[nodiscard]] virtual bool is_mid_record() const { return false; }

  [[nodiscard]] virtual Handle handle() const = 0;
  virtual void close() = 0;
};

// Makes the transport of a new connection. Loop thread.
using TransportFactory = std::function<std::unique_ptr<Transport>(std::unique_ptr<Stream>)>;

// Puts a layer of its own above a transport that is in use. Loop thread. Throws std::bad_alloc: the
// transport is still the caller's then.
using TransportLayer = std::function<std::unique_ptr<Transport>(std::unique_ptr<Transport>&)>;

// What is read and written is what the stream carries.
std::unique_ptr<Transport> plain_transport(std::unique_ptr<Stream> stream);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_TRANSPORT_H_
