// A queue that costs nothing while it is empty.
#ifndef INTERLEAVE_DAEMON_CORE_FIFO_H_
#define INTERLEAVE_DAEMON_CORE_FIFO_H_

#include <cstddef>
#include <utility>
#include <vector>

#include "daemon/core/make_room.h"
#include "model/base/assert.h"

namespace interleave::daemon {

// First in, first out, with iteration. Not synchronised. Unlike std::deque, which allocates more
// than half a KiB before its first element: there are three queues in each of thousands of idle
// clients. An empty queue keeps memory for up to `Kept` elements.
template <class T, std::size_t Kept = 16>
class Fifo {
 public:
  [[nodiscard]] bool empty() const { return head_ == items_.size(); }
  [[nodiscard]] std::size_t size() const { return items_.size() - head_; }

  void push_back(T item) {
    // Without this a queue that is never empty would grow for ever behind its head.
    if (head_ > kSlack && head_ * 2 > items_.size()) compact();
    items_.push_back(std::move(item));
  }

  // The next `count` elements need no memory. Throws std::bad_alloc, with nothing changed.
  void reserve_for(std::size_t count) { make_room(items_, count); }

  [[nodiscard]] T& front() { return items_[head_]; }

  // Takes the first element; there is one.
  T pop_front() {
    IL_ASSERT(!empty(), "an empty queue has no first element");
    T item = std::move(items_[head_]);
    if (++head_ == items_.size()) clear();
    return item;
  }

  // Takes the element at `position`, which is one of this queue's iterators.
  T take(typename std::vector<T>::iterator position) {
    T item = std::move(*position);
    items_.erase(position);
    if (empty()) clear();
    return item;
  }

  // Gives everything up, and memory beyond Kept elements.
  void clear() {
    items_.clear();
    head_ = 0;
    if (items_.capacity() > Kept) items_.shrink_to_fit();
  }

  [[nodiscard]] auto begin() { return items_.begin() + static_cast<std::ptrdiff_t>(head_); }
  [[nodiscard]] auto end() { return items_.end(); }
  [[nodiscard]] auto begin() const { return items_.begin() + static_cast<std::ptrdiff_t>(head_); }
  [[nodiscard]] auto end() const { return items_.end(); }

 private:
  static constexpr std::size_t kSlack = 16;  // elements behind the head

  void compact() {
    items_.erase(items_.begin(), begin());
    head_ = 0;
  }

  std::vector<T> items_;
  std::size_t head_ = 0;  // those before it have been taken
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_FIFO_H_
