// The plain random walk.
#ifndef INTERLEAVE_SIM_STRATEGIES_RANDOM_WALK_H_
#define INTERLEAVE_SIM_STRATEGIES_RANDOM_WALK_H_

#include "sim/strategies/drawing.h"

namespace interleave::sim {

// Each thread that can run is as likely as any other. A particular run has the probability of the
// product of its choices' chances, at least n^-k for n threads and k points.
class RandomWalk final : public Drawing {
 public:
  [[nodiscard]] std::string_view name() const override { return "random"; }
  std::uint32_t pick_thread(const Choice& choice) override { return walk(choice); }
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_RANDOM_WALK_H_
