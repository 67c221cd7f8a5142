// A program under test: what the root thread of a simulated run does.
#ifndef INTERLEAVE_SIM_ENGINE_SCENARIO_H_
#define INTERLEAVE_SIM_ENGINE_SCENARIO_H_

#include <string>

namespace interleave::sim {

class SimWorld;

// The same object runs many times; a run must leave nothing behind in it.
class Scenario {
 public:
  virtual ~Scenario() = default;

  // Lower case with hyphens; unique among the scenarios of one program.
  [[nodiscard]] virtual std::string name() const = 0;
  // One line for `interleave list`.
  [[nodiscard]] virtual std::string summary() const = 0;
  // All that makes this scenario different from others of its name, as one line of text from which
  // the program can make it again; empty when there is nothing.
  [[nodiscard]] virtual std::string parameters() const { return {}; }

  // The body of the root thread. Everything it makes is gone when it returns.
  virtual void run(SimWorld& world) const = 0;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_SCENARIO_H_
