// Programs whose runs depend on more than their decisions, each in its own way.
#ifndef INTERLEAVE_PROPTESTS_DETERMINISM_UNSTABLE_H_
#define INTERLEAVE_PROPTESTS_DETERMINISM_UNSTABLE_H_

#include <memory>
#include <span>
#include <string>

#include "sim/engine/scenario.h"

namespace interleave::proptests {

class Unstable final : public sim::Scenario {
 public:
  struct Way {
    const char* name;
    const char* summary;
    void (*body)(sim::SimWorld& world);
  };
  explicit Unstable(const Way& way) : way_(way) {}

  [[nodiscard]] std::string name() const override { return way_.name; }
  [[nodiscard]] std::string summary() const override { return way_.summary; }
  void run(sim::SimWorld& world) const override { way_.body(world); }

 private:
  const Way& way_;
};

// Those that a repetition in the same process shows: the order of addresses in a set, in a hash
// table, fresh memory of the heap and of the stack, and what survives a run.
std::span<const Unstable::Way> unstable_ways();

// Does what the clock says.
const Unstable::Way& clock_way();

// Nothing of the kind.
const Unstable::Way& stable_way();

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_DETERMINISM_UNSTABLE_H_
