// A queue that takes in what it is given without needing memory for it.
#ifndef INTERLEAVE_DAEMON_CORE_CHAIN_H_
#define INTERLEAVE_DAEMON_CORE_CHAIN_H_

#include <memory>
#include <utility>

namespace interleave::daemon {

// First in, first out, linked through the elements themselves: T has a member
// `std::unique_ptr<T> next`, which is the chain's. No operation fails. Not synchronised.
template <class T>
class Chain {
 public:
  Chain() = default;
  Chain(const Chain&) = delete;
  Chain& operator=(const Chain&) = delete;
  // One by one: by itself the first would take the others along, each one level deeper.
  ~Chain() {
    while (!empty()) pop_front();
  }

  [[nodiscard]] bool empty() const { return first_ == nullptr; }

  void push_back(std::unique_ptr<T> item) {
    std::unique_ptr<T>& place = empty() ? first_ : last_->next;
    last_ = item.get();
    place = std::move(item);
  }

  // Takes the first element; there is one.
  std::unique_ptr<T> pop_front() {
    std::unique_ptr<T> item = std::move(first_);
    first_ = std::move(item->next);
    return item;
  }

  void swap(Chain& other) {
    first_.swap(other.first_);
    std::swap(last_, other.last_);
  }

 private:
  std::unique_ptr<T> first_;
  T* last_ = nullptr;  // of a chain that is not empty
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_CHAIN_H_
