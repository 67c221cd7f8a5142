// What all strategies that draw have in common.
#ifndef INTERLEAVE_SIM_STRATEGIES_DRAWING_H_
#define INTERLEAVE_SIM_STRATEGIES_DRAWING_H_

#include "sim/engine/random.h"
#include "sim/engine/strategy.h"

namespace interleave::sim {

// Draws everything but the threads: each waiter and each drawn value is as likely as any other, and
// faults, time among them, come with the chances of the run's Faults.
class Drawing : public Strategy {
 public:
  void use(const Faults& faults) override { faults_ = faults; }
  void begin_run(std::uint64_t seed) override { random_.seed(seed); }
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) final;

 protected:
  // A step of the random walk.
  std::uint32_t walk(const Choice& choice) {
    return choice.ready->nth(random_.below(choice.options));
  }

  Random random_;

 private:
  Faults faults_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DRAWING_H_
