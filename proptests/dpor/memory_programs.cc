// Shared variables, spawns, joins and draws.
#include "proptests/dpor/small_programs.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

void lost_update(SimWorld& world) {
  Shared<int> count(world, {"count"});
  const auto add = [&] { count.store(count.load() + 1); };
  run_threads(world, {add, add});
  check(world, count.load() == 2, "an addition is lost");
}

void store_buffer(SimWorld& world) {
  Shared<int> x(world, {"x"});
  Shared<int> y(world, {"y"});
  const auto first = [&] {
    x.store(1);
    static_cast<void>(y.load());
  };
  const auto second = [&] {
    y.store(1);
    static_cast<void>(x.load());
  };
  run_threads(world, {first, second});
}

void message_passing(SimWorld& world) {
  Shared<int> data(world, {"data"});
  Shared<int> flag(world, {"flag"});
  const auto writer = [&] {
    data.store(1);
    flag.store(1);
  };
  const auto reader = [&] {
    if (flag.load() == 1) check(world, data.load() == 1, "the data came late");
    static_cast<void>(data.load());
  };
  run_threads(world, {writer, reader});
}

// Each of three failures ends the run before others can come.
void three_failures(SimWorld& world) {
  Shared<int> x(world, {"x"});
  const auto fails = [&](int value, const char* what) {
    return [&world, &x, value, what] {
      const int seen = x.fetch_add(1);
      check(world, seen != value, what);
    };
  };
  run_threads(world, {fails(0, "first"), fails(1, "second"), fails(2, "third")});
}

// A failure that comes at once, before what others would show.
void failure_at_once(SimWorld& world) {
  Shared<int> x(world, {"x"});
  Shared<int> y(world, {"y"});
  const auto one = [&] {
    x.store(1);
    check(world, false, "always");
  };
  const auto two = [&] {
    const int seen = y.exchange(1);
    check(world, seen == 0, "second");
  };
  run_threads(world, {one, two, two});
}

void spawn_tree(SimWorld& world) {
  Shared<int> x(world, {"x"});
  const auto child = [&] {
    const auto grandchild = spawn(world, {"grandchild"}, [&] { x.store(1); });
    static_cast<void>(x.load());
    grandchild->join();
  };
  run_threads(world, {child, child});
}

void draws(SimWorld& world) {
  Shared<int> x(world, {"x"});
  const auto draw = [&] {
    const std::uint32_t drawn = world.draw(3, "value");
    if (drawn != 0) x.store(static_cast<int>(drawn));
    check(world, drawn != 2 || x.load() != 1, "one after two");
  };
  run_threads(world, {draw, draw});
}

}  // namespace

std::vector<SmallProgram> memory_programs() {
  return {
      {"IndependentWriters", independent_writers(3)},
      {"Writers", writers(3)},
      {"ReadersAndWriter", readers_and_writer(2)},
      {"LastZero", last_zero(2)},
      {"Indexer", indexer(2, 2)},
      {"LostUpdate", Program(lost_update)},
      {"StoreBuffer", Program(store_buffer)},
      {"MessagePassing", Program(message_passing)},
      {"ThreeFailures", Program(three_failures)},
      {"FailureAtOnce", Program(failure_at_once)},
      {"SpawnTree", Program(spawn_tree)},
      {"Draws", Program(draws)},
  };
}

}  // namespace interleave::sim
