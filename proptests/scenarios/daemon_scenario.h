// The whole daemon in the simulated world: a process leader, model clients, and the order to stop.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_DAEMON_SCENARIO_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_DAEMON_SCENARIO_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/rpc/frame.h"
#include "proptests/scenarios/workload.h"
#include "sim/engine/scenario.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests {

// The root thread is the process leader. A driver thread brings the clients in, waits until they
// have gone, lets the daemon come to rest (where nothing may be left of them), and stops it.
class DaemonScenario final : public sim::Scenario {
 public:
  // What the daemon says to a client, by the client's number from 1; see ModelClient::Hearing.
  using Hearing = std::function<void(std::uint32_t client, const rpc::Message& message)>;

  DaemonScenario(std::string name, std::string summary, Workload workload, Hearing hearing = {});

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::string summary() const override { return summary_; }
  [[nodiscard]] std::string parameters() const override { return to_text(workload_); }
  [[nodiscard]] std::uint64_t size() const override;
  [[nodiscard]] std::vector<std::unique_ptr<sim::Scenario>> simpler() const override;
  void run(sim::SimWorld& world) const override;

 private:
  const std::string name_;
  const std::string summary_;
  const Workload workload_;
  const Hearing hearing_;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_DAEMON_SCENARIO_H_
