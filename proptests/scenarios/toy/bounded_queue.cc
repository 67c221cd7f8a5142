#include "proptests/scenarios/toy/bounded_queue.h"

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "model/seam/threads.h"
#include "proptests/scenarios/toy/parameters.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests::toy {
namespace {

struct Item {
  std::uint32_t producer;
  std::uint32_t number;
};

class Queue {
 public:
  Queue(sim::SimWorld& world, std::uint32_t producers, std::size_t capacity)
      : world_(world),
        capacity_(capacity),
        mutex_(world.threads().make_mutex({"queue"}, Rank::unranked)),
        not_full_(world.threads().make_condvar({"not_full"}, *mutex_)),
        not_empty_(world.threads().make_condvar({"not_empty"}, *mutex_)),
        next_(producers, 0) {}

  void put(Item item) {
    mutex_->lock();
    not_full_->wait([this] { return items_.size() < capacity_; });
    items_.push_back(item);
    not_empty_->notify_one();
    mutex_->unlock();
  }

  // Nothing when the queue is closed and empty.
  std::optional<Item> take() {
    mutex_->lock();
    not_empty_->wait([this] { return !items_.empty() || closed_; });
    std::optional<Item> item;
    if (!items_.empty()) {
      item = items_.front();
      items_.pop_front();
      check_order(*item);
      not_full_->notify_one();
    }
    mutex_->unlock();
    return item;
  }

  // No more items come.
  void close() {
    mutex_->lock();
    closed_ = true;
    not_empty_->notify_all();
    mutex_->unlock();
  }

  // Once everybody has ended.
  [[nodiscard]] std::size_t taken() const {
    std::size_t sum = 0;
    for (const std::uint32_t each : next_) sum += each;
    return sum;
  }

 private:
  void check_order(const Item& item) {
    if (next_[item.producer] != item.number) {
      world_.broken_rule("queue-order", "a producer's items came out in another order");
    }
    ++next_[item.producer];
  }

  sim::SimWorld& world_;
  const std::size_t capacity_;
  const std::unique_ptr<Mutex> mutex_;
  const std::unique_ptr<CondVar> not_full_;
  const std::unique_ptr<CondVar> not_empty_;
  // Guarded by mutex_.
  std::deque<Item> items_;
  std::vector<std::uint32_t> next_;  // by producer: the item that must come out next
  bool closed_ = false;
};

}  // namespace

std::string BoundedQueue::parameters() const {
  return to_text({{"producers", size_.producers},
                  {"consumers", size_.consumers},
                  {"items", size_.items},
                  {"capacity", size_.capacity}});
}

std::vector<std::unique_ptr<sim::Scenario>> BoundedQueue::simpler() const {
  std::vector<std::unique_ptr<sim::Scenario>> all;
  for (std::uint32_t Size::* each :
       {&Size::producers, &Size::consumers, &Size::items, &Size::capacity}) {
    Size less = size_;
    if (--(less.*each) > 0) all.push_back(std::make_unique<BoundedQueue>(less));
  }
  return all;
}

void BoundedQueue::run(sim::SimWorld& world) const {
  Queue queue(world, size_.producers, size_.capacity);
  Threads& threads = world.threads();
  const auto consume = [&queue] {
    while (queue.take()) {
    }
  };
  std::vector<std::unique_ptr<Thread>> consumers;
  for (std::uint32_t i = 1; i <= size_.consumers; ++i) {
    // The system may refuse a thread; the others do the work then.
    if (auto thread = threads.spawn({"consumer", i}, consume)) {
      consumers.push_back(std::move(thread));
    }
  }
  std::vector<std::unique_ptr<Thread>> producers;
  for (std::uint32_t i = 0; i < size_.producers && !consumers.empty(); ++i) {
    auto thread = threads.spawn({"producer", i + 1}, [&queue, i, items = size_.items] {
      for (std::uint32_t number = 0; number < items; ++number) queue.put({i, number});
    });
    if (thread) producers.push_back(std::move(thread));
  }
  for (const auto& producer : producers) producer->join();
  queue.close();
  for (const auto& consumer : consumers) consumer->join();
  if (queue.taken() != producers.size() * size_.items) {
    world.broken_rule("queue-lost", "an item never came out");
  }
}

}  // namespace interleave::proptests::toy
