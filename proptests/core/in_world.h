// Runs a test's body as the root thread of one simulated run, without preemptions and without
// faults: real objects, virtual time, and every rule watched.
#ifndef INTERLEAVE_PROPTESTS_CORE_IN_WORLD_H_
#define INTERLEAVE_PROPTESTS_CORE_IN_WORLD_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "model/rules/rule_book.h"
#include "sim/engine/scenario.h"
#include "sim/engine/simulation.h"
#include "sim/strategies/non_preemptive.h"
#include "sim/world/sim_world.h"

namespace interleave::testing {

class BodyScenario final : public sim::Scenario {
 public:
  explicit BodyScenario(std::function<void(sim::SimWorld&)> body) : body_(std::move(body)) {}
  [[nodiscard]] std::string name() const override { return "test"; }
  [[nodiscard]] std::string summary() const override { return "the body of a test"; }
  void run(sim::SimWorld& world) const override { body_(world); }

 private:
  const std::function<void(sim::SimWorld&)> body_;
};

inline void in_world(std::function<void(sim::SimWorld&)> body) {
  const BodyScenario scenario(std::move(body));
  // Objects that a test drives by hand go their own way, which is none of the whole machine's.
  std::vector<std::unique_ptr<Monitor>> rules = all_rules();
  std::erase_if(rules, [](const auto& rule) { return rule->rule() == "not-of-the-spec"; });
  sim::Simulation simulation(std::move(rules));
  sim::NonPreemptive strategy;
  const sim::RunResult& result = simulation.run(scenario, strategy, 1, {});
  EXPECT_FALSE(result.finding.has_value()) << result.finding->rule << ": " << result.finding->what;
}

}  // namespace interleave::testing

#endif  // INTERLEAVE_PROPTESTS_CORE_IN_WORLD_H_
