// One variable and two locks.
#include <memory>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {

Body wrong_lock(Sides sides) {
  return [sides](sim::SimWorld& world, Variant variant) {
    const auto right = make_mutex(world, {"right"});
    const auto wrong = make_mutex(world, {"wrong"});
    Mutex& other = variant == Variant::broken ? *wrong : *right;
    sim::Shared<int> value(world, {"value"});
    Crew crew(world);
    crew.start("careful", sides.doers, [&] {
      const Locked lock(*right);
      const int before = value.load();
      value.store(value.load() + 1);
      check(world, value.load() == before + 1, "somebody else has written");
    });
    crew.start("careless", sides.lookers, [&] {
      const Locked lock(other);
      value.store(value.load() + 1);
    });
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
