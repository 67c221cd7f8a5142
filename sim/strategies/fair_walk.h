// The walk in which nothing goes wrong: for what must come to pass in the end.
#ifndef INTERLEAVE_SIM_STRATEGIES_FAIR_WALK_H_
#define INTERLEAVE_SIM_STRATEGIES_FAIR_WALK_H_

#include "sim/strategies/drawing.h"

namespace interleave::sim {

// Each thread that can run is as likely as any other, whatever faults the run may have none
// happens, and time does not move early. Whoever can run runs again and again, so that a call that
// is not answered, or a thread that does not end, has nobody else to blame.
class FairWalk final : public Drawing {
 public:
  [[nodiscard]] std::string_view name() const override { return "fair"; }
  void use(const Faults&) override { Drawing::use(Faults()); }
  std::uint32_t pick_thread(const Choice& choice) override { return walk(choice); }
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_FAIR_WALK_H_
