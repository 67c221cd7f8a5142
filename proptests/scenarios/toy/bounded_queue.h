// Producers and consumers of a queue with room for a few items.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_TOY_BOUNDED_QUEUE_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_TOY_BOUNDED_QUEUE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/engine/scenario.h"

namespace interleave::proptests::toy {

// One mutex, two condition variables. What must hold: every item comes out once, each producer's in
// their order, and the queue never holds more than its capacity.
class BoundedQueue final : public sim::Scenario {
 public:
  struct Size {
    std::uint32_t producers = 3;
    std::uint32_t consumers = 2;
    std::uint32_t items = 3;  // of each producer
    std::uint32_t capacity = 2;
  };
  explicit BoundedQueue(Size size) : size_(size) {}

  [[nodiscard]] std::string name() const override { return "bounded-queue"; }
  [[nodiscard]] std::string summary() const override {
    return "producers and consumers of a bounded queue: a mutex and two conditions";
  }
  [[nodiscard]] std::string parameters() const override;
  [[nodiscard]] std::uint64_t size() const override {
    return std::uint64_t{size_.producers} + size_.consumers + size_.items + size_.capacity;
  }
  [[nodiscard]] std::vector<std::unique_ptr<sim::Scenario>> simpler() const override;
  void run(sim::SimWorld& world) const override;

 private:
  const Size size_;
};

}  // namespace interleave::proptests::toy

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_TOY_BOUNDED_QUEUE_H_
