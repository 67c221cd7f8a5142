// A client: the half of it that belongs to the loop thread (T8: it does all client socket I/O).
#ifndef INTERLEAVE_DAEMON_CORE_CONNECTION_H_
#define INTERLEAVE_DAEMON_CORE_CONNECTION_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "daemon/core/fifo.h"
#include "daemon/core/keepalive.h"
#include "daemon/core/limits.h"
#include "daemon/core/out_queue.h"
#include "daemon/core/patience.h"
#include "daemon/core/transport.h"
#include "daemon/core/watch.h"
#include "daemon/rpc/frame.h"
#include "daemon/rpc/frame_reader.h"

namespace interleave::daemon {

// The bytes of one client, in both directions, and its request slots. Loop thread only.
//
// A slot is taken when a call goes on dx and given back when its reply has been written, or was
// given up. A client that has used all of its slots is still read from, up to a bound: calls are
// parked, keepalive is answered, a hang-up is noticed (D5).
class Connection {
 public:
  explicit Connection(std::unique_ptr<Transport> transport)
      : transport_(std::move(transport)), reader_(transport_->carries_files()) {}

  [[nodiscard]] Transport& transport() { return *transport_; }
  // Whether something of the client's is read and not yet sorted or handed over.
  [[nodiscard]] bool has_unserved() const {
    return reader_.held() > 0 || !parked_.empty() || transport_->has_buffered();
  }
  // Bytes of a frame that is not complete yet.
  [[nodiscard]] std::size_t held() const { return reader_.held(); }
  // From now on `layer` is between the transport and what is read and written.
  void put_above(const TransportLayer& layer) {
    transport_ = layer(transport_);
    reader_.carry_files(transport_->carries_files());
  }

  // What one read brought.
  enum class Intake : std::uint8_t {
    progress,   // bytes: calls may have been parked, pongs queued
    nothing,    // would block
    end,        // the peer will send nothing more
    broken,     // reset, or another error of the transport: see reason()
    bad_frame,  // no frame, or a descriptor that does not come: see reason()
  };
  // Reads once, into `buffer`, and sorts what came. Complete calls are parked; their serials are
  // appended to `calls`.
  Intake read(std::span<std::byte> buffer, std::vector<std::uint32_t>& calls);

  // Calls that were read and wait for a slot, in order.
  [[nodiscard]] Fifo<rpc::Message, 0>& parked() { return parked_; }
  [[nodiscard]] rpc::Message take_parked();

  // Stream packets that the last read has brought, in order.
  [[nodiscard]] std::vector<rpc::Message> take_packets() { return std::exchange(packets_, {}); }

  [[nodiscard]] OutQueue& out() { return out_; }
  // One more ping, unless one waits.
  void ask();

  // Slots in use, and the watch of the event loop: kept here, changed by the server's loop side.
  std::size_t in_flight = 0;
  std::size_t stream_bytes = 0;  // of packets that the session is not done with
  WatchId watch = 0;
  WatchId keepalive_timer = 0;
  std::optional<Keepalive> keepalive;  // of a client that understands it
  bool handshaking = false;            // the transport is not ready for messages
  bool authenticated = true;           // any call may be made
  // Of a client in the middle of a frame, or that has not taken what it was sent.
  std::unique_ptr<Patience> patience;
  WatchId patience_timer = 0;
  bool ended = false;     // the peer has shut down sending
  bool draining = false;  // the daemon stops: nothing more is read
  bool starved = false;   // a call was dropped, for want of memory for a word about it
  bool kicked = false;    // on the list of connections to be read without a readiness
  bool touched = false;   // on the list of connections that letters have changed

  // Whether reading may go on: nothing has ended, stream packets do not pile up, and there is a
  // free slot, or room to park calls.
  [[nodiscard]] bool wants_read(const Limits& limits) const {
    if (handshaking || ended || draining || stream_bytes >= limits.stream_bytes) return false;
    if (in_flight < limits.max_client_requests) return true;
    return parked_bytes_ < limits.parked_bytes && parked_files_ < rpc::kMostDescriptors;
  }
  // What there is to be patient about.
  [[nodiscard]] Patience::State progress(const Limits& limits) const {
    const bool begun = reader_.held() > 0 || transport_->is_mid_record();
    return {.mid_frame = begun && wants_read(limits),
            .frames = reader_.completed(),
            .unread = !out_.empty(),
            .taken_bytes = out_.written_bytes()};
  }
  // Why read returned broken or bad_frame, for the log.
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  void sort(std::vector<rpc::Message>& messages, std::vector<std::uint32_t>& calls);
  void answer_ping(const rpc::Message& ping);
  void push_keepalive(const rpc::FrameHeader& header);

  std::unique_ptr<Transport> transport_;
  rpc::FrameReader reader_;
  Fifo<rpc::Message, 0> parked_;  // an idle client owns no buffers
  std::size_t parked_bytes_ = 0;
  std::size_t parked_files_ = 0;
  std::vector<rpc::Message> packets_;
  OutQueue out_;
  std::string reason_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_CONNECTION_H_
