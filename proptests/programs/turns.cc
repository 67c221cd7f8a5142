// Two threads that take turns by flags under one lock.
#include <array>
#include <cstddef>
#include <memory>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {
namespace {

// A queue under somebody else's lock; its ends are shared memory.
class Ring {
 public:
  explicit Ring(sim::SimWorld& world) : first_(world, {"first"}), next_(world, {"next"}) {}

  void put(int item) {
    const int next = next_.load();
    items_[static_cast<std::size_t>(next)] = item;
    next_.store(next + 1);
  }
  int take() {
    const int first = first_.load();
    first_.store(first + 1);
    return items_[static_cast<std::size_t>(first)];
  }

 private:
  std::array<int, 20> items_{};
  sim::Shared<int> first_;
  sim::Shared<int> next_;
};

}  // namespace

Body circular_buffer() {
  return [](sim::SimWorld& world, Variant variant) {
    constexpr int kTurns = 7;
    const auto mutex = make_mutex(world, {"buffer"});
    Ring buffer(world);
    sim::Shared<bool> full(world, {"full"});
    Crew crew(world);
    crew.start({"sender"}, [&, variant] {
      int sent = 0;
      for (int turn = 0; turn < kTurns; ++turn) {
        const Locked lock(*mutex);
        if (full.load()) continue;
        buffer.put(variant == Variant::broken ? turn : sent++);
        full.store(true);
      }
    });
    crew.start({"receiver"}, [&, variant] {
      int received = 0;
      for (int turn = 0; turn < kTurns; ++turn) {
        const Locked lock(*mutex);
        if (!full.load()) continue;
        const int expected = variant == Variant::broken ? turn : received++;
        check(world, buffer.take() == expected, "this is not the turn's item");
        full.store(false);
      }
    });
    crew.join();
  };
}

Body stack() {
  return [](sim::SimWorld& world, Variant variant) {
    constexpr int kItems = 10;
    const auto mutex = make_mutex(world, {"stack"});
    sim::Shared<int> top(world, {"top"});
    sim::Shared<bool> pushed(world, {"pushed"});
    Crew crew(world);
    crew.start({"pusher"}, [&] {
      for (int i = 0; i < kItems; ++i) {
        const Locked lock(*mutex);
        top.store(top.load() + 1);
        pushed.store(true);
      }
    });
    crew.start({"popper"}, [&, variant] {
      for (int i = 0; i < kItems; ++i) {
        const Locked lock(*mutex);
        if (!pushed.load()) continue;
        const int size = top.load();
        if (size == 0 && variant == Variant::fixed) continue;
        check(world, size != 0, "the stack is empty");
        top.store(size - 1);
      }
    });
    crew.join();
  };
}

Body queue() {
  return [](sim::SimWorld& world, Variant variant) {
    constexpr std::size_t kItems = 20;
    const auto mutex = make_mutex(world, {"queue"});
    Ring items(world);
    sim::Shared<bool> turn_to_take(world, {"turn_to_take"});
    std::array<int, kItems> stored{};
    Crew crew(world);
    crew.start({"enqueuer"}, [&, variant] {
      std::size_t value = 0;
      {
        const Locked lock(*mutex);
        items.put(0);
      }
      for (std::size_t i = 1; i < kItems; ++i) {
        const Locked lock(*mutex);
        if (turn_to_take.load()) continue;
        items.put(static_cast<int>(++value));
        stored[variant == Variant::broken ? i : value] = static_cast<int>(value);
        turn_to_take.store(true);
      }
    });
    crew.start({"dequeuer"}, [&, variant] {
      std::size_t taken = 0;
      for (std::size_t i = 0; i < kItems; ++i) {
        const Locked lock(*mutex);
        if (!turn_to_take.load()) continue;
        const std::size_t index = variant == Variant::broken ? i : taken++;
        check(world, items.take() == stored[index], "this item was not stored here");
        turn_to_take.store(false);
      }
    });
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
