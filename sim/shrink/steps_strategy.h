// Takes the same decisions once more: strict re-execution within one program.
#ifndef INTERLEAVE_SIM_SHRINK_STEPS_STRATEGY_H_
#define INTERLEAVE_SIM_SHRINK_STEPS_STRATEGY_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/engine/strategy.h"

namespace interleave::sim {

class StepsStrategy final : public Strategy {
 public:
  explicit StepsStrategy(std::vector<Decision> decisions) : decisions_(std::move(decisions)) {}

  // Every question of the last run was the recorded one, and none was left over.
  [[nodiscard]] bool fitted() const { return fits_ && at_ == decisions_.size(); }

  [[nodiscard]] std::string_view name() const override { return "steps"; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;

 private:
  const std::vector<Decision> decisions_;
  std::size_t at_ = 0;
  bool fits_ = true;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_STEPS_STRATEGY_H_
