// The seam, 5 of 5: byte streams between a daemon and its clients. Nothing here ever blocks.
//
// The thread that runs the event loop makes every call (T8: it does all client socket I/O); before
// the loop has started and after it has ended, the thread that owns the object does. Each world
// has its own way to open listeners and to connect; from there on they are alike, which
// proptests/conformance examines.
#ifndef INTERLEAVE_MODEL_SEAM_NETWORK_H_
#define INTERLEAVE_MODEL_SEAM_NETWORK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "model/seam/handle.h"
#include "model/seam/io_status.h"
#include "model/seam/open_file.h"

namespace interleave {

// Who is at the other end, as the system vouches for it at the moment of the connection. A value is
// absent where the transport cannot tell (TCP).
struct PeerIdentity {
  std::optional<std::uint32_t> user;
  std::optional<std::uint32_t> group;
  std::optional<std::int32_t> process;
  std::string address;  // for log lines: "127.0.0.1:4711"; empty on a local socket
};

class Stream {
 public:
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  // Closes the stream if it is open.
  virtual ~Stream() = default;

  // What a poller watches; Handle::none once closed.
  [[nodiscard]] virtual Handle handle() const = 0;

  // Reads at least one byte into `into` (not empty) if any has arrived.
  // Errors: would_block, end_of_stream, reset, no_memory, closed, other.
  [[nodiscard]] virtual IoResult read_some(std::span<std::byte> into) = 0;

  // Writes a prefix of the buffers' bytes, in order, of at least one byte if there is room. At
  // least one buffer is not empty. Never raises a signal. Errors: would_block, reset, no_memory,
  // closed, other.
  [[nodiscard]] virtual IoResult write_some(std::span<const std::span<const std::byte>> from) = 0;

  // Whether open files pass beside the bytes: on local streams. On others the two operations below
  // do what read_some does, and give `other`.
  [[nodiscard]] virtual bool carries_files() const = 0;

  // As read_some, which closes what comes; `with` is set to what has come with the bytes. A file
  // comes with one of the peer's writes: no read goes on beyond that write, and where the write was
  // of one byte, that is the last one that is read.
  [[nodiscard]] virtual IoResult read_with_file(std::span<std::byte> into, Arrival& with) = 0;

  // Writes one byte, whose value means nothing, and a file that comes with it. The caller keeps its
  // own reference. Errors: as write_some.
  [[nodiscard]] virtual IoResult write_file(const OpenFile& file) = 0;

  // The peer will read an end of stream after what was written. Once; reading goes on.
  virtual void shut_down_sending() = 0;

  // Gives the handle up, at once; a poller must have forgotten it. Harmless when closed already.
  virtual void close() = 0;

  [[nodiscard]] virtual const PeerIdentity& peer() const = 0;

 protected:
  Stream() = default;
};

struct Accepted {
  IoStatus status = IoStatus::ok;
  std::unique_ptr<Stream> stream;  // set exactly when `status` is ok
};

class Listener {
 public:
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  // Closes the listener if it is open.
  virtual ~Listener() = default;

  [[nodiscard]] virtual Handle handle() const = 0;

  // Takes one waiting connection. Errors: would_block when there is none, peer_vanished (try the
  // next), no_descriptors (try later: the connection keeps waiting, and the listener stays ready),
  // no_memory (try later: the same, or the connection is closed), closed, other.
  [[nodiscard]] virtual Accepted accept() = 0;

  // Stops listening, at once; connections that wait are refused. A poller must have forgotten the
  // handle. Harmless when closed already.
  virtual void close() = 0;

 protected:
  Listener() = default;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_NETWORK_H_
