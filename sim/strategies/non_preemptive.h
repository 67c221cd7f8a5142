// The run from which replay and shrinking measure deviations.
#ifndef INTERLEAVE_SIM_STRATEGIES_NON_PREEMPTIVE_H_
#define INTERLEAVE_SIM_STRATEGIES_NON_PREEMPTIVE_H_

#include "sim/engine/strategy.h"

namespace interleave::sim {

// Goes on with the thread that ran last, else with the lowest number; every other choice is the
// default, so that no fault happens.
class NonPreemptive final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "non-preemptive"; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_NON_PREEMPTIVE_H_
