// Two variables that belong together, each with a lock of its own.
#include <memory>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {
namespace {

class Stages {
 public:
  explicit Stages(sim::SimWorld& world)
      : world_(world),
        first_lock_(make_mutex(world, {"first_lock"})),
        second_lock_(make_mutex(world, {"second_lock"})),
        first_(world, {"first"}),
        second_(world, {"second"}) {}

  void write() {
    {
      const Locked lock(*first_lock_);
      first_.store(1);
    }
    const Locked lock(*second_lock_);
    second_.store(first_.load() + 1);
  }

  void read() {
    int first = 0;
    {
      const Locked lock(*first_lock_);
      first = first_.load();
    }
    if (first == 0) return;
    const Locked lock(*second_lock_);
    check(world_, second_.load() == first + 1, "the second stage has not been reached");
  }

  // The same without a gap between the stages.
  void write_at_once() {
    const Locked lock(*first_lock_);
    first_.store(1);
    second_.store(2);
  }
  void read_at_once() {
    const Locked lock(*first_lock_);
    const int first = first_.load();
    check(world_, first == 0 || second_.load() == first + 1, "one stage only");
  }

 private:
  sim::SimWorld& world_;
  const std::unique_ptr<Mutex> first_lock_;
  const std::unique_ptr<Mutex> second_lock_;
  sim::Shared<int> first_;
  sim::Shared<int> second_;
};

}  // namespace

Body twostage(Sides sides) {
  return [sides](sim::SimWorld& world, Variant variant) {
    const bool broken = variant == Variant::broken;
    Stages stages(world);
    Crew crew(world);
    crew.start("writer", sides.doers,
               [&, broken] { broken ? stages.write() : stages.write_at_once(); });
    crew.start("reader", sides.lookers,
               [&, broken] { broken ? stages.read() : stages.read_at_once(); });
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
