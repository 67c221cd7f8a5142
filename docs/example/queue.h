// A queue with room for one item, shared by threads that put and threads that take.
#ifndef QUEUE_H_
#define QUEUE_H_

#include <deque>
#include <memory>

#include "model/locks/guards.h"
#include "model/seam/threads.h"

class Queue {
 public:
  explicit Queue(interleave::Threads& threads)
      : mutex_(threads.make_mutex({"queue"}, interleave::Rank::unranked)),
        changed_(threads.make_condvar({"changed"}, *mutex_)) {}

  void put(int item) {
    const interleave::Lock lock(*mutex_);
    changed_->wait([this] { return items_.size() < kRoom; });
    items_.push_back(item);
    changed_->notify_one();
  }

  int take() {
    const interleave::Lock lock(*mutex_);
    changed_->wait([this] { return !items_.empty(); });
    const int item = items_.front();
    items_.pop_front();
    changed_->notify_one();
    return item;
  }

 private:
  static constexpr std::size_t kRoom = 1;

  const std::unique_ptr<interleave::Mutex> mutex_;
  const std::unique_ptr<interleave::CondVar> changed_;
  std::deque<int> items_;
};

#endif  // QUEUE_H_
