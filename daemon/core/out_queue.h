// What waits to be written to one client, and how far it has got.
#ifndef INTERLEAVE_DAEMON_CORE_OUT_QUEUE_H_
#define INTERLEAVE_DAEMON_CORE_OUT_QUEUE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "daemon/core/fifo.h"
#include "daemon/core/transport.h"

namespace interleave::daemon {

// A frame on its way to a client.
struct Outgoing {
  std::vector<std::byte> frame;
  std::uint32_t serial = 0;
  bool counts = true;        // the reply to a call: holds one of the client's request slots
  bool close_after = false;  // the connection ends when this has been written (D9)
};

// Loop thread only.
class OutQueue {
 public:
  void push(Outgoing item) { items_.push_back(std::move(item)); }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  // Whether anything waits that is not the reply to a call.
  [[nodiscard]] bool has_uncounted() const;

  // Writes until everything is written or the transport has no room. Appends what was written whole
  // to `written`. Returns ok, would_block, or the transport's error.
  [[nodiscard]] IoStatus write(Transport& transport, std::vector<Outgoing>& written);

  // Gives everything up; returns how many replies to calls were among it.
  std::size_t clear();

 private:
  [[nodiscard]] std::span<const std::span<const std::byte>> gather();
  void advance(std::size_t bytes, std::vector<Outgoing>& written);

  Fifo<Outgoing> items_;
  std::size_t offset_ = 0;  // of the first item, already written
  std::vector<std::span<const std::byte>> buffers_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_OUT_QUEUE_H_
