// What waits to be written to one client, and how far it has got.
#ifndef INTERLEAVE_DAEMON_CORE_OUT_QUEUE_H_
#define INTERLEAVE_DAEMON_CORE_OUT_QUEUE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "daemon/core/fifo.h"
#include "daemon/core/program.h"
#include "daemon/core/transport.h"

namespace interleave::daemon {

// A frame on its way to a client.
struct Outgoing {
  enum class Kind : std::uint8_t {
    reply,      // to a call: holds one of the client's request slots
    posted,     // by the session of its own accord: see Outbox
    keepalive,  // a ping or a pong
  };
  std::vector<std::byte> frame;
  std::uint32_t serial = 0;
  Kind kind = Kind::reply;
  bool close_after = false;   // the connection ends when this has been written (D9)
  bool tell_session = false;  // of a reply: Session::replied is called when it is on its way
  std::uint64_t note = 0;     // of a posted frame: see Outbox::post_noted
  std::unique_ptr<Admission> admission{};  // of a reply: see Reply
  // That follow the frame, in order; each is closed when it is on its way.
  std::vector<FileRef> files{};
};

// Loop thread only.
class OutQueue {
 public:
  // Throws std::bad_alloc, with nothing changed.
  void push(Outgoing item);
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  // How many of a kind wait.
  [[nodiscard]] std::size_t waiting(Outgoing::Kind kind) const {
    return waiting_[static_cast<std::size_t>(kind)];
  }

  // Writes until everything is written, or a reply that admits the client is, or the transport has
  // no room. Appends what was written whole to `written`. Returns ok, would_block, no_memory, or
  // the transport's error.
  [[nodiscard]] IoStatus write(Transport& transport, std::vector<Outgoing>& written);

  // Bytes that the transport has taken, so far.
  [[nodiscard]] std::size_t written_bytes() const { return written_bytes_; }

  // Gives everything up.
  void clear();

 private:
  static constexpr std::size_t kAtOnce = 16;  // small replies share a system call
  using Buffers = std::array<std::span<const std::byte>, kAtOnce>;

  // The first of `buffers`, filled with what can be written now.
  [[nodiscard]] std::span<const std::span<const std::byte>> gather(Buffers& buffers) const;
  IoStatus write_all(Transport& transport, std::vector<Outgoing>& written);
  void advance(std::size_t bytes, std::vector<Outgoing>& written);
  IoStatus write_file(Transport& transport, std::vector<Outgoing>& written);
  void complete_first(std::vector<Outgoing>& written);

  Fifo<Outgoing, 0> items_;               // an idle client owns no buffers
  std::array<std::size_t, 3> waiting_{};  // by kind
  // Of the first item, already written: bytes of its frame, and then files.
  std::size_t offset_ = 0;
  std::size_t files_ = 0;
  std::size_t written_bytes_ = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_OUT_QUEUE_H_
