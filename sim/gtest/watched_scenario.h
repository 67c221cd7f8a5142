// A scenario whose runs are also judged by a test framework.
#ifndef INTERLEAVE_SIM_GTEST_WATCHED_SCENARIO_H_
#define INTERLEAVE_SIM_GTEST_WATCHED_SCENARIO_H_

#include <string>

#include "sim/engine/scenario.h"

namespace interleave::sim {

// What the framework's own checks say of one run. Called in the root thread of the run.
class Expectations {
 public:
  virtual ~Expectations() = default;
  virtual void begin_run() = 0;
  // Place and text of the first check that has failed in this run; empty when none has.
  [[nodiscard]] virtual std::string failed() const = 0;
};

// The same scenario; a run that ends with a failed check has broken the rule "expectation". Both
// arguments outlive it.
class WatchedScenario final : public Scenario {
 public:
  WatchedScenario(const Scenario& scenario, Expectations& expectations)
      : scenario_(scenario), expectations_(expectations) {}

  [[nodiscard]] std::string name() const override { return scenario_.name(); }
  [[nodiscard]] std::string summary() const override { return scenario_.summary(); }
  [[nodiscard]] std::string parameters() const override { return scenario_.parameters(); }
  void run(SimWorld& world) const override;

 private:
  const Scenario& scenario_;
  Expectations& expectations_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_GTEST_WATCHED_SCENARIO_H_
