// Two locks that wait for each other.
#include <memory>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"

namespace interleave::proptests::programs {
namespace {

void take_both(Mutex& first, Mutex& second) {
  const Locked one(first);
  const Locked other(second);
}

// Readers of one class keep those of the other out: the first takes `shared` and the last gives it
// back, both under `door`.
void visit(Mutex& door, Mutex& shared, int& inside) IL_NO_THREAD_SAFETY_ANALYSIS {
  door.lock();
  if (++inside == 1) shared.lock();
  door.unlock();
  door.lock();
  if (--inside == 0) shared.unlock();
  door.unlock();
}

}  // namespace

Body deadlock01() {
  return [](sim::SimWorld& world, Variant variant) {
    const auto a = make_mutex(world, {"a"});
    const auto b = make_mutex(world, {"b"});
    Crew crew(world);
    crew.start({"one"}, [&] { take_both(*a, *b); });
    crew.start({"two"}, [&, variant] {
      variant == Variant::broken ? take_both(*b, *a) : take_both(*a, *b);
    });
    crew.join();
  };
}

Body carter01() {
  return [](sim::SimWorld& world, Variant variant) {
    // With a door for each class nobody waits for the shared lock where the other must pass.
    const auto door = make_mutex(world, {"door"});
    const auto second_door = make_mutex(world, {"second_door"});
    const auto shared = make_mutex(world, {"shared"});
    Mutex& other = variant == Variant::broken ? *door : *second_door;
    int a = 0;
    int b = 0;
    Crew crew(world);
    crew.start({"a", 1}, [&] { visit(*door, *shared, a); });
    crew.start({"b", 1}, [&] { visit(other, *shared, b); });
    crew.start({"a", 2}, [] {});
    crew.start({"b", 2}, [] {});
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
