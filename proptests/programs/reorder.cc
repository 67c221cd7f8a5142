// Two writes whose order is all that readers rely on.
#include <memory>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {
namespace {

class Pair {
 public:
  Pair(sim::SimWorld& world, Variant variant)
      : world_(world),
        a_(world, {"a"}),
        b_(world, {"b"}),
        mutex_(variant == Variant::fixed ? make_mutex(world, {"pair"}) : nullptr) {}

  void set() {
    const auto lock = maybe_lock();
    a_.store(1);
    b_.store(-1);
  }

  void look() {
    const auto lock = maybe_lock();
    const bool whole = (a_.load() == 0 && b_.load() == 0) || (a_.load() == 1 && b_.load() == -1);
    check(world_, whole, "half of the pair has been written");
  }

 private:
  std::unique_ptr<Locked> maybe_lock() {
    return mutex_ ? std::make_unique<Locked>(*mutex_) : nullptr;
  }

  sim::SimWorld& world_;
  sim::Shared<int> a_;
  sim::Shared<int> b_;
  const std::unique_ptr<Mutex> mutex_;  // null in the program with the bug
};

}  // namespace

Body reorder(Sides sides) {
  return [sides](sim::SimWorld& world, Variant variant) {
    Pair pair(world, variant);
    Crew crew(world);
    crew.start("setter", sides.doers, [&pair] { pair.set(); });
    crew.start("checker", sides.lookers, [&pair] { pair.look(); });
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
