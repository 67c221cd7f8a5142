// A work-stealing queue after the THE protocol of Cilk (Frigo, Leiserson and Randall, 1998).
#include <array>
#include <cstddef>
#include <memory>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {
namespace {

constexpr int kTasks = 4;
constexpr int kSteals = 2;
constexpr int kPlaces = 2;
constexpr int kNothing = -1;

// The owner pushes and pops at the tail, thieves take at the head, one at a time. Tasks are numbers
// from 0. A full ring takes nothing: the owner keeps the task.
class StealQueue {
 public:
  StealQueue(sim::SimWorld& world, Variant variant)
      : head_(world, {"head"}),
        tail_(world, {"tail"}),
        places_{sim::Shared<int>(world, {"place", 1}, kNothing),
                sim::Shared<int>(world, {"place", 2}, kNothing)},
        // A thief may have moved the head and not have read the place before it: one place must
        // stay free.
        most_(variant == Variant::broken ? kPlaces : kPlaces - 1),
        thieves_(make_mutex(world, {"thieves"})) {}

  bool push(int task) {
    const int tail = tail_.load();
    if (tail - head_.load() >= most_) return false;
    place(tail).store(task);
    tail_.store(tail + 1);
    return true;
  }

  int pop() {
    const int tail = tail_.load() - 1;
    tail_.store(tail);
    if (head_.load() <= tail) return place(tail).load();
    tail_.store(tail + 1);
    const Locked lock(*thieves_);
    tail_.store(tail);
    if (head_.load() <= tail) return place(tail).load();
    tail_.store(tail + 1);
    return kNothing;
  }

  int steal() {
    const Locked lock(*thieves_);
    const int head = head_.load();
    head_.store(head + 1);
    if (head < tail_.load()) return place(head).load();
    head_.store(head);
    return kNothing;
  }

 private:
  sim::Shared<int>& place(int number) {
    return places_[static_cast<std::size_t>(number % kPlaces)];
  }

  sim::Shared<int> head_;
  sim::Shared<int> tail_;
  std::array<sim::Shared<int>, kPlaces> places_;
  const int most_;
  const std::unique_ptr<Mutex> thieves_;
};

// How often each task was done; each is written by one thread.
using Counts = std::array<int, kTasks>;

void note(Counts& counts, int task) {
  if (task != kNothing) ++counts[static_cast<std::size_t>(task)];
}

void own(StealQueue& queue, Counts& counts) {
  for (int task = 0; task < kTasks; ++task) {
    if (!queue.push(task)) note(counts, task);
    if (task % 2 == 1) note(counts, queue.pop());
  }
  for (int i = 0; i < kTasks; ++i) note(counts, queue.pop());
}

}  // namespace

Body work_steal_queue() {
  return [](sim::SimWorld& world, Variant variant) {
    StealQueue queue(world, variant);
    Counts stolen{};
    Counts kept{};
    Crew crew(world);
    crew.start({"thief"}, [&] {
      for (int i = 0; i < kSteals; ++i) note(stolen, queue.steal());
    });
    crew.start({"owner"}, [&] { own(queue, kept); });
    crew.join();
    for (std::size_t task = 0; task < kTasks; ++task) {
      check(world, stolen[task] + kept[task] == 1, "a task was not done exactly once");
    }
  };
}

}  // namespace interleave::proptests::programs
