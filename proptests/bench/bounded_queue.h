// The benchmark's program: three producers of three items each, two consumers, a queue of two.
#ifndef INTERLEAVE_PROPTESTS_BENCH_BOUNDED_QUEUE_H_
#define INTERLEAVE_PROPTESTS_BENCH_BOUNDED_QUEUE_H_

#include <string>

#include "sim/engine/scenario.h"

namespace interleave::sim {

// One mutex and two condition variables. It is correct: every run is clean.
class BoundedQueue final : public Scenario {
 public:
  [[nodiscard]] std::string name() const override { return "bounded-queue"; }
  [[nodiscard]] std::string summary() const override {
    return "three producers, two consumers, a queue of two";
  }
  void run(SimWorld& world) const override;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_BENCH_BOUNDED_QUEUE_H_
