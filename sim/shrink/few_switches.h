// A random run that is near to the default one.
#ifndef INTERLEAVE_SIM_SHRINK_FEW_SWITCHES_H_
#define INTERLEAVE_SIM_SHRINK_FEW_SWITCHES_H_

#include <cstdint>
#include <string_view>

#include "sim/engine/faults.h"
#include "sim/engine/random.h"
#include "sim/engine/strategy.h"

namespace interleave::sim {

// Preempts one thread in 16; who runs after a thread that cannot go on is drawn, like everything
// else. What it finds has little to shrink away.
class FewSwitches final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "few-switches"; }
  void use(const Faults& faults) override { faults_ = faults; }
  void begin_run(std::uint64_t seed) override { random_.seed(seed); }
  std::uint32_t pick_thread(const Choice& choice) override;
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;

 private:
  Faults faults_;
  Random random_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_FEW_SWITCHES_H_
