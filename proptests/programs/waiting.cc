// Condition variables that are notified at the wrong time, or the wrong one.
#include <atomic>
#include <memory>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {
namespace {

constexpr int kItemsEach = 2;

// Room for one item; whoever puts or takes it wakes one of those who wait for either.
class Buffer {
 public:
  Buffer(sim::SimWorld& world, Variant variant)
      : variant_(variant),
        mutex_(make_mutex(world, {"buffer"})),
        changed_(world.threads().make_condvar({"changed"}, *mutex_)) {}

  void put() { change(true); }
  void take() { change(false); }

 private:
  void change(bool full) {
    const Locked lock(*mutex_);
    changed_->wait([this, full] { return full_ != full; });
    full_ = full;
    if (variant_ == Variant::broken) {
      changed_->notify_one();
    } else {
      changed_->notify_all();
    }
  }

  const Variant variant_;
  const std::unique_ptr<Mutex> mutex_;
  const std::unique_ptr<CondVar> changed_;
  bool full_ = false;
};

}  // namespace

Body lost_wakeup() {
  return [](sim::SimWorld& world, Variant variant) {
    const auto mutex = make_mutex(world, {"mutex"});
    const auto set = world.threads().make_condvar({"set"}, *mutex);
    sim::Shared<bool> flag(world, {"flag"});
    // The same for the verdict on a run that is stuck, which looks from outside.
    std::atomic<bool> seen = false;
    Crew crew(world);
    crew.start({"waiter"}, [&] {
      const Locked lock(*mutex);
      auto holds = [&seen] { return seen.load(); };
      while (!flag.load()) set->wait_once(Condition(holds), kNever);
    });
    crew.start({"setter"}, [&, variant] {
      std::unique_ptr<Locked> lock;
      if (variant == Variant::fixed) lock = std::make_unique<Locked>(*mutex);
      flag.store(true);
      seen = true;
      set->notify_one();
    });
    crew.join();
  };
}

Body bounded_buffer() {
  return [](sim::SimWorld& world, Variant variant) {
    Buffer buffer(world, variant);
    Crew crew(world);
    crew.start("producer", 2, [&buffer] {
      for (int i = 0; i < kItemsEach; ++i) buffer.put();
    });
    crew.start("consumer", 2, [&buffer] {
      for (int i = 0; i < kItemsEach; ++i) buffer.take();
    });
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
