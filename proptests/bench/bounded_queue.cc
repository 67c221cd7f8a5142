#include "proptests/bench/bounded_queue.h"

#include <array>
#include <memory>

#include "sim/world/sim_world.h"

namespace interleave::sim {
namespace {

constexpr std::uint32_t kProducers = 3;
constexpr int kItemsEach = 3;
constexpr std::size_t kCapacity = 2;
// What each consumer takes: together all there is.
constexpr std::array kShares = {5, 4};

class Queue {
 public:
  explicit Queue(Threads& threads)
      : mutex_(threads.make_mutex({"queue"}, Rank::unranked)),
        not_full_(threads.make_condvar({"not full"}, *mutex_)),
        not_empty_(threads.make_condvar({"not empty"}, *mutex_)) {}

  void put(int item) IL_NO_THREAD_SAFETY_ANALYSIS {
    mutex_->lock();
    not_full_->wait([this] { return size_ < kCapacity; });
    items_[(first_ + size_) % kCapacity] = item;
    ++size_;
    not_empty_->notify_one();
    mutex_->unlock();
  }

  int take() IL_NO_THREAD_SAFETY_ANALYSIS {
    mutex_->lock();
    not_empty_->wait([this] { return size_ != 0; });
    const int item = items_[first_];
    first_ = (first_ + 1) % kCapacity;
    --size_;
    not_full_->notify_one();
    mutex_->unlock();
    return item;
  }

 private:
  const std::unique_ptr<Mutex> mutex_;
  const std::unique_ptr<CondVar> not_full_;
  const std::unique_ptr<CondVar> not_empty_;
  std::array<int, kCapacity> items_{};
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace

void BoundedQueue::run(SimWorld& world) const {
  Queue queue(world.threads());
  std::array<int, kShares.size()> sums{};
  std::array<std::unique_ptr<Thread>, kProducers + kShares.size()> threads;
  for (std::uint32_t i = 0; i < kProducers; ++i) {
    threads[i] = world.threads().spawn({"producer", i + 1}, [&queue] {
      for (int item = 1; item <= kItemsEach; ++item) queue.put(item);
    });
  }
  for (std::uint32_t i = 0; i < kShares.size(); ++i) {
    threads[kProducers + i] = world.threads().spawn({"consumer", i + 1}, [&queue, &sums, i] {
      for (int left = kShares[i]; left > 0; --left) sums[i] += queue.take();
    });
  }
  for (const std::unique_ptr<Thread>& thread : threads) thread->join();
  if (sums[0] + sums[1] != static_cast<int>(kProducers) * (1 + 2 + 3)) {
    world.broken_rule("lost-item", "what was taken is not what was put in");
  }
}

}  // namespace interleave::sim
