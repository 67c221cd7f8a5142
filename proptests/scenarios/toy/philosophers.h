// Philosophers who take their forks in the order of the forks' numbers.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_TOY_PHILOSOPHERS_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_TOY_PHILOSOPHERS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/engine/scenario.h"

namespace interleave::proptests::toy {

// Each fork is a mutex. With the order there is no deadlock; everybody eats.
class Philosophers final : public sim::Scenario {
 public:
  explicit Philosophers(std::uint32_t count) : count_(count) {}

  [[nodiscard]] std::string name() const override { return "philosophers"; }
  [[nodiscard]] std::string summary() const override {
    return "dining philosophers who take the lower fork first: no deadlock";
  }
  [[nodiscard]] std::string parameters() const override;
  [[nodiscard]] std::uint64_t size() const override { return count_; }
  [[nodiscard]] std::vector<std::unique_ptr<sim::Scenario>> simpler() const override;
  void run(sim::SimWorld& world) const override;

 private:
  const std::uint32_t count_;
};

}  // namespace interleave::proptests::toy

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_TOY_PHILOSOPHERS_H_
