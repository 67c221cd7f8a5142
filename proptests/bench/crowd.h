// Many threads that have nothing to do with each other: what a point costs by their number.
#ifndef INTERLEAVE_PROPTESTS_BENCH_CROWD_H_
#define INTERLEAVE_PROPTESTS_BENCH_CROWD_H_

#include <cstdint>
#include <string>

#include "sim/engine/scenario.h"

namespace interleave::sim {

// Each thread locks and unlocks a mutex of its own a hundred times.
class Crowd final : public Scenario {
 public:
  explicit Crowd(std::uint32_t threads) : threads_(threads) {}
  [[nodiscard]] std::string name() const override { return "crowd"; }
  [[nodiscard]] std::string summary() const override { return "threads with a lock each"; }
  void run(SimWorld& world) const override;

 private:
  const std::uint32_t threads_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_BENCH_CROWD_H_
