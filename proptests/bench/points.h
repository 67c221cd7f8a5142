// Threads that do nothing but pass points: what a point costs.
#ifndef INTERLEAVE_PROPTESTS_BENCH_POINTS_H_
#define INTERLEAVE_PROPTESTS_BENCH_POINTS_H_

#include <string>

#include "sim/engine/scenario.h"

namespace interleave::bench {

// Five threads that read a variable of their own, often enough for the points before and after not
// to count.
class Points final : public sim::Scenario {
 public:
  [[nodiscard]] std::string name() const override { return "points"; }
  [[nodiscard]] std::string summary() const override { return "five threads that read"; }
  void run(sim::SimWorld& world) const override;
};

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_POINTS_H_
