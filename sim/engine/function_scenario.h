// A program under test that is one function.
#ifndef INTERLEAVE_SIM_ENGINE_FUNCTION_SCENARIO_H_
#define INTERLEAVE_SIM_ENGINE_FUNCTION_SCENARIO_H_

#include <functional>
#include <string>
#include <utility>

#include "sim/engine/scenario.h"

namespace interleave::sim {

class FunctionScenario final : public Scenario {
 public:
  using Body = std::function<void(SimWorld&)>;

  // `body` is the root thread's, run after run: what it captures stays as it is.
  FunctionScenario(std::string name, std::string summary, Body body)
      : name_(std::move(name)), summary_(std::move(summary)), body_(std::move(body)) {}

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::string summary() const override { return summary_; }
  void run(SimWorld& world) const override { body_(world); }

 private:
  std::string name_;
  std::string summary_;
  Body body_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_FUNCTION_SCENARIO_H_
