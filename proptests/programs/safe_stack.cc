// A lock-free stack of indices (Vyukov's puzzle of 2010), whose bug needs three threads and five
// preemptions.
#include <array>
#include <cstddef>
#include <cstdint>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {
namespace {

constexpr std::uint32_t kThreads = 3;
constexpr int kRounds = 2;
constexpr int kNone = -1;

constexpr std::size_t slot(int index) {
  return static_cast<std::size_t>(index);
}

class SafeStack {
 public:
  explicit SafeStack(sim::SimWorld& world)
      : head_(world, {"head"}),
        count_(world, {"count"}, kThreads),
        next_{sim::Shared<int>(world, {"next", 1}, 1), sim::Shared<int>(world, {"next", 2}, 2),
              sim::Shared<int>(world, {"next", 3}, kNone)} {}

  // An index that is nobody else's; the last one is never given away.
  int pop() {
    while (count_.load() > 1) {
      const int top = head_.load();
      const int next = next_[slot(top)].exchange(kNone);
      if (next == kNone) continue;
      int expected = top;
      if (head_.compare_exchange(expected, next)) {
        count_.fetch_add(-1);
        return top;
      }
      next_[slot(top)].exchange(next);
    }
    return kNone;
  }

  void push(int index) {
    int top = head_.load();
    do {
      next_[slot(index)].store(top);
    } while (!head_.compare_exchange(top, index));
    count_.fetch_add(1);
  }

 private:
  sim::Shared<int> head_;
  sim::Shared<int> count_;
  std::array<sim::Shared<int>, kThreads> next_;
};

}  // namespace

Body safe_stack() {
  return [](sim::SimWorld& world, Variant) {
    SafeStack stack(world);
    std::array<sim::Shared<int>, kThreads> values{sim::Shared<int>(world, {"value", 1}),
                                                  sim::Shared<int>(world, {"value", 2}),
                                                  sim::Shared<int>(world, {"value", 3})};
    Crew crew(world);
    for (std::uint32_t i = 1; i <= kThreads; ++i) {
      crew.start({"user", i}, [&world, &stack, &values, me = static_cast<int>(i)] {
        for (int round = 0; round < kRounds; ++round) {
          int index = stack.pop();
          for (; index == kNone; index = stack.pop()) world.yield();
          values[slot(index)].store(me);
          check(world, values[slot(index)].load() == me, "two threads own one element");
          stack.push(index);
        }
      });
    }
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
