// The event loop alone, used from everywhere at once: threads and callbacks that add, change and
// remove timers and handles while it runs.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_LOOP_SCENARIO_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_LOOP_SCENARIO_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/engine/scenario.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests {

// `threads` threads make `operations` random calls each of the loop's API (virEvent's contract,
// T6). What must hold: no callback after its removal on the loop thread, none for what is disabled,
// every removed watch freed exactly once and without another event, and none before its removal.
class LoopScenario final : public sim::Scenario {
 public:
  struct Size {
    std::uint32_t threads = 2;
    std::uint32_t operations = 6;
  };
  explicit LoopScenario(Size size) : size_(size) {}

  [[nodiscard]] std::string name() const override { return "loop"; }
  [[nodiscard]] std::string summary() const override {
    return "the event loop's API from several threads and from callbacks";
  }
  [[nodiscard]] std::string parameters() const override;
  [[nodiscard]] std::uint64_t size() const override { return size_.threads + size_.operations; }
  [[nodiscard]] std::vector<std::unique_ptr<sim::Scenario>> simpler() const override;
  void run(sim::SimWorld& world) const override;

 private:
  const Size size_;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_LOOP_SCENARIO_H_
