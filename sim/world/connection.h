// A simulated connection: two bounded directions of bytes between a program's stream and a model
// client, with the semantics of a local stream socket.
#ifndef INTERLEAVE_SIM_WORLD_CONNECTION_H_
#define INTERLEAVE_SIM_WORLD_CONNECTION_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "model/base/name.h"
#include "model/seam/handle.h"
#include "model/seam/io_status.h"
#include "model/seam/network.h"
#include "sim/engine/engine.h"
#include "sim/world/handle_table.h"

namespace interleave::sim {

// Bytes under way in one direction, and the files that go with some of them: a ring in memory of
// the engine's pool. A file is a number above 0: nothing of the program's own.
class ByteQueue {
 public:
  ByteQueue(ObjectPool& pool, std::size_t capacity);
  ByteQueue(const ByteQueue&) = delete;
  ByteQueue& operator=(const ByteQueue&) = delete;
  ~ByteQueue();

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t room() const { return capacity_ - size_; }
  // At most room() bytes.
  void push(std::span<const std::byte> from);
  // One byte, and a file with it; there is room.
  void push_file(std::uint32_t file);
  // How many bytes one read may give: to the first one that a file comes with.
  [[nodiscard]] std::size_t readable() const;
  // At most readable() bytes. Returns the file that comes with the last one, or 0.
  std::uint32_t pop(std::span<std::byte> into);
  void clear();

 private:
  [[nodiscard]] std::size_t place(std::size_t index) const { return (head_ + index) % capacity_; }

  ObjectPool& pool_;
  std::byte* const bytes_;
  std::uint32_t* files_ = nullptr;  // by place, once there has been one
  std::size_t file_count_ = 0;
  const std::size_t capacity_;
  std::size_t head_ = 0;
  std::size_t size_ = 0;
};

// One end's view of it.
struct End {
  bool open = true;     // not closed by its holder
  bool sending = true;  // has not shut down sending
  bool failed = false;  // reads `reset` when everything has been read: the other end closed unread
};

// Owned by its two ends together: destroyed when both are closed (or never had).
class Connection final : public Pooled {
 public:
  Connection(Engine& engine, HandleTable& handles, std::size_t buffer, Name client,
             PeerIdentity identity);

  // Reads and writes of the program's end, without its faults and points.
  [[nodiscard]] IoResult program_read(std::span<std::byte> into, std::size_t most,
                                      std::uint32_t& file);
  // How much write_some could take now; 0 with the error that it would give instead.
  [[nodiscard]] IoStatus program_can_read() const;
  [[nodiscard]] IoStatus program_can_write() const;
  [[nodiscard]] Readiness program_readiness() const;

  // The client's end.
  [[nodiscard]] bool client_can_send() const { return program_gone() || to_program.room() != 0; }
  [[nodiscard]] bool client_can_receive() const {
    return to_client.size() != 0 || program_gone() || !program.sending;
  }
  [[nodiscard]] bool program_gone() const { return broken || !program.open; }

  // One end closes; the last one destroys the connection.
  void close_program();
  void close_client();
  // Nothing goes through any more: both ends read and write `reset`.
  void break_down();
  // Something has changed that the other side may wait for.
  void wake_program();
  void wake_client();

  Engine& engine;
  HandleTable& handles;
  const Name name;            // the client's
  ObjectId peer = kNoObject;  // the client's end: what both ends' operations are about
  const PeerIdentity identity;
  ByteQueue to_program;
  ByteQueue to_client;
  End program;
  End client;
  bool broken = false;
  bool file_lost = false;           // one that the client has sent found no room in the program
  Handle handle = Handle::none;     // of the program's stream
  std::uint32_t client_thread = 0;  // the one that is in send or receive; 0: nobody
  bool client_receives = false;     // in which of the two it is
  Connection* next = nullptr;       // in the listener's queue

 private:
  void destroy_when_closed();
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_CONNECTION_H_
