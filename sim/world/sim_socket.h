// The other side of a connection: what a model client holds.
#ifndef INTERLEAVE_SIM_WORLD_SIM_SOCKET_H_
#define INTERLEAVE_SIM_WORLD_SIM_SOCKET_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "model/seam/io_status.h"
#include "model/trace/event.h"

namespace interleave::sim {

class Connection;

// A blocking stream socket, used by one simulated thread at a time; every operation is a scheduling
// point. Movable. It must be destroyed in the run that made it; the destructor closes it.
//
// Its errors are `reset` (the program closed its side with bytes unread, or the connection broke),
// `end_of_stream` (the program closed or shut down its side, and everything was read) and `closed`
// (never connected, or closed by this side).
class SimSocket {
 public:
  SimSocket() = default;
  SimSocket(SimSocket&& other) noexcept;
  SimSocket& operator=(SimSocket&& other) noexcept;
  ~SimSocket();

  [[nodiscard]] bool connected() const { return connection_ != nullptr; }
  // Its identity in the trace: an object of kind peer. kNoObject when not connected.
  [[nodiscard]] ObjectId id() const { return id_; }

  // Sends all of `from`, in as many steps as the strategy likes. `ok`, or `reset` when the
  // program's side is gone; some bytes may have been sent then.
  IoStatus send(std::span<const std::byte> from);

  // Whether a file that was sent here did not come through: the program had no room for it.
  [[nodiscard]] bool file_lost() const;

  // Sends one byte and a file with it: a number above 0, which the program gets to see. Errors as
  // send.
  IoStatus send_file(std::uint32_t file);

  // Receives at least one byte into `into`, which is not empty, and no more than to the first one
  // that a file comes with: `file` is set to its number, to 0 where none has come.
  [[nodiscard]] IoResult receive(std::span<std::byte> into, std::uint32_t& file);
  [[nodiscard]] IoResult receive(std::span<std::byte> into) {
    std::uint32_t closed_by_the_system = 0;
    return receive(into, closed_by_the_system);
  }

  // Receives exactly `into.size()` bytes, or gives the error that came first.
  [[nodiscard]] IoStatus receive_exact(std::span<std::byte> into);

  // The program reads an end of stream after what was sent.
  void shut_down_sending();

  // Closes. What was sent can still be read by the program; when bytes are left unread here, the
  // program reads `reset` after it. Harmless when closed already.
  void close();

  // Breaks the connection: the program reads `reset` at once, and what was under way is lost.
  void reset();

 private:
  friend class SimWorld;
  SimSocket(std::uint64_t& peers, Connection& connection, ObjectId id)
      : peers_(&peers), connection_(&connection), id_(id) {}
  void leave(bool broken);

  std::uint64_t* peers_ = nullptr;  // the world's count of those that are connected
  Connection* connection_ = nullptr;
  ObjectId id_ = kNoObject;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_SOCKET_H_
