// A stream of the scripted API: three numbers, given or taken one at a time and not always at once.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_SCRIPTED_STREAM_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_SCRIPTED_STREAM_H_

#include <cstdint>
#include <functional>
#include <memory>

#include "daemon/core/event_loop.h"
#include "daemon/core/stream_pump.h"
#include "proptests/scenarios/workload.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests {

inline constexpr std::uint32_t kLastNumber = 3;

// Ends the run when it is used by two at a time, after its end, or gets other numbers than 1, 2, 3.
class ScriptedStream final : public daemon::ApiStream {
 public:
  // `kind`: push and reject take numbers, reject fails at the second; others give them. `received`
  // is called whenever it is asked for data.
  ScriptedStream(sim::SimWorld& world, daemon::EventLoop& loop, Behaviour kind,
                 std::function<void()> received)
      : world_(world), loop_(loop), kind_(kind), received_(std::move(received)) {}

  // Whom to tell that it can go on; before it is used.
  void tell(std::weak_ptr<daemon::StreamPump> pump) { pump_ = std::move(pump); }

  Received receive(std::size_t most) override;
  Sent send(std::span<const std::byte> data) override;
  Status send_hole(std::int64_t length, std::uint32_t flags) override;
  Status finish() override;
  void abort() override;
  void watch(bool readable, bool writable) override;
  rpc::Error take_error() override { return {}; }

 private:
  void use();

  // Constant.
  sim::SimWorld& world_;
  daemon::EventLoop& loop_;
  const Behaviour kind_;
  const std::function<void()> received_;
  std::weak_ptr<daemon::StreamPump> pump_;

  // Whoever works.
  std::uint32_t number_ = 0;
  bool busy_ = true;  // the next operation would block
  bool in_use_ = false;
  bool ended_ = false;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_SCRIPTED_STREAM_H_
