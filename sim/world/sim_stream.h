// The program's end of a simulated connection.
#ifndef INTERLEAVE_SIM_WORLD_SIM_STREAM_H_
#define INTERLEAVE_SIM_WORLD_SIM_STREAM_H_

#include <span>
#include <string>

#include "model/seam/network.h"
#include "sim/world/connection.h"

namespace interleave::sim {

// Every operation is a scheduling point, and touches the client's end. Faults: a read or a write
// that could go on says would-block (it stays ready), moves less than it could, or breaks the
// connection, or a file that comes finds no room. Closing it while a poller watches it is
// "handle-misuse".
class SimStream final : public Stream, public Pooled, private HandleSource {
 public:
  explicit SimStream(Connection& connection);
  ~SimStream() override;

  Handle handle() const override;
  IoResult read_some(std::span<std::byte> into) override;
  IoResult write_some(std::span<const std::span<const std::byte>> from) override;
  bool carries_files() const override { return true; }
  IoResult read_with_file(std::span<std::byte> into, Arrival& with) override;
  IoResult write_file(const OpenFile& file) override;
  void shut_down_sending() override;
  void close() override;
  const PeerIdentity& peer() const override { return identity_; }

 private:
  Readiness readiness() const override { return connection_->program_readiness(); }
  ObjectId object() const override { return connection_->peer; }
  std::string describe() const override;

  // A read; `file` is set to the number of what has come with it, or 0.
  IoResult take(std::span<std::byte> into, std::uint32_t& file);
  // Whether a write can go on; `result` is its error where not.
  bool may_write(IoResult& result, const char* site);
  bool faulty(IoResult& result, const char* site);

  Engine& engine_;
  HandleTable& handles_;
  const PeerIdentity identity_;
  const ObjectId id_;
  Connection* connection_;  // null once closed
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_STREAM_H_
