// A program that breaks a rule when its steps come in one of a few orders: bugs of any depth.
#ifndef INTERLEAVE_PROPTESTS_SHRINK_ORDER_PROGRAM_H_
#define INTERLEAVE_PROPTESTS_SHRINK_ORDER_PROGRAM_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/engine/scenario.h"
#include "sim/world/sim_world.h"

namespace interleave::sim {

// A step of a thread, both from 0.
struct Step {
  std::uint32_t thread = 0;
  std::uint32_t step = 0;
};

// `first` comes before `second`.
struct Before {
  Step first;
  Step second;
};

// Each thread takes its steps, each of which is a point and tells nobody. The rule "order" is
// broken at the end when every constraint holds, and the first draw is `drawn` (0: nothing is
// drawn). Simpler: without a thread that no constraint names, and with fewer steps after the last
// that one does.
class OrderProgram final : public Scenario {
 public:
  struct Shape {
    std::vector<std::uint32_t> steps;  // by thread
    std::vector<Before> constraints;
    std::uint32_t drawn = 0;
  };
  explicit OrderProgram(Shape shape) : shape_(std::move(shape)) {}

  [[nodiscard]] std::string name() const override { return "order"; }
  [[nodiscard]] std::string summary() const override { return "steps in an order"; }
  [[nodiscard]] std::string parameters() const override;
  [[nodiscard]] std::uint64_t size() const override;
  [[nodiscard]] std::vector<std::unique_ptr<Scenario>> simpler() const override;
  void run(SimWorld& world) const override;

  [[nodiscard]] const Shape& shape() const { return shape_; }

 private:
  const Shape shape_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_SHRINK_ORDER_PROGRAM_H_
