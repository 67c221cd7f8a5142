// The plain random walk.
#ifndef INTERLEAVE_SIM_STRATEGIES_RANDOM_WALK_H_
#define INTERLEAVE_SIM_STRATEGIES_RANDOM_WALK_H_

#include "sim/engine/random.h"
#include "sim/engine/strategy.h"

namespace interleave::sim {

// Each thread that can run is as likely as any other, each waiter and each drawn value too; faults
// come with the chances of the run's Faults. A particular run has the probability of the product of
// its choices' chances, at least n^-k for n threads and k points.
class RandomWalk final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "random"; }
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

#endif  // INTERLEAVE_SIM_STRATEGIES_RANDOM_WALK_H_
