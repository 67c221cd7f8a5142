// The run from which replay and shrinking measure deviations.
#ifndef INTERLEAVE_SIM_STRATEGIES_NON_PREEMPTIVE_H_
#define INTERLEAVE_SIM_STRATEGIES_NON_PREEMPTIVE_H_

#include "sim/engine/strategy.h"

namespace interleave::sim {

// Whether the thread that ran last can go on and does not give way (yield). A choice of another is
// then a preemption.
[[nodiscard]] bool goes_on(const Choice& choice);
// Who runs where nothing else was decided: the thread that ran last where it goes_on, else the
// lowest number; after a yield, the next number above, round and round.
[[nodiscard]] std::uint32_t default_thread(const Choice& choice);

// Always the default_thread; every other choice is the default, so that no fault happens.
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
