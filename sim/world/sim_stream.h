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
// connection. Closing it while a poller watches it is "handle-misuse".
class SimStream final : public Stream, public Pooled, private HandleSource {
 public:
  explicit SimStream(Connection& connection);
  ~SimStream() override;

  Handle handle() const override;
  IoResult read_some(std::span<std::byte> into) override;
  IoResult write_some(std::span<const std::span<const std::byte>> from) override;
  void shut_down_sending() override;
  void close() override;
  const PeerIdentity& peer() const override { return identity_; }

 private:
  Readiness readiness() const override { return connection_->program_readiness(); }
  ObjectId object() const override { return connection_->peer; }
  std::string describe() const override;

  bool faulty(IoResult& result, const char* site);

  Engine& engine_;
  HandleTable& handles_;
  const PeerIdentity identity_;
  const ObjectId id_;
  Connection* connection_;  // null once closed
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_STREAM_H_
