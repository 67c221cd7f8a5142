// A program under test: what the root thread of a simulated run does.
#ifndef INTERLEAVE_SIM_ENGINE_SCENARIO_H_
#define INTERLEAVE_SIM_ENGINE_SCENARIO_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

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

  // How much there is to it; shrinking takes less for simpler.
  [[nodiscard]] virtual std::uint64_t size() const { return 0; }
  // The same with a little less: each of the same name and of a smaller size(), the largest cuts
  // first. A broken rule is looked for in them when it is shrunk.
  [[nodiscard]] virtual std::vector<std::unique_ptr<Scenario>> simpler() const { return {}; }

  // The body of the root thread. Everything it makes is gone when it returns.
  virtual void run(SimWorld& world) const = 0;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_SCENARIO_H_
