// The threads that can run now.
#ifndef INTERLEAVE_SIM_ENGINE_READY_SET_H_
#define INTERLEAVE_SIM_ENGINE_READY_SET_H_

#include <cstddef>
#include <cstdint>

#include "sim/engine/operation.h"

namespace interleave::sim {

// A ThreadSet that remembers its size, and what stands at which place, for as long as it does not
// change: at most points nobody begins or ceases to be able to run.
class ReadySet {
 public:
  void clear() {
    numbers_.clear();
    changed();
  }
  void add(std::uint32_t number) {
    numbers_.add(number);
    changed();
  }
  void remove(std::uint32_t number) {
    numbers_.remove(number);
    changed();
  }
  void add(const ThreadSet& threads) {
    if (threads.empty()) return;
    numbers_.add(threads);
    changed();
  }
  void remove(const ThreadSet& threads) {
    if (threads.empty()) return;
    numbers_.remove(threads);
    changed();
  }

  [[nodiscard]] bool has(std::uint32_t number) const { return numbers_.has(number); }
  [[nodiscard]] bool empty() const { return count() == 0; }
  [[nodiscard]] std::uint32_t count() const {
    if (!counted_) {
      count_ = numbers_.count();
      counted_ = true;
    }
    return count_;
  }
  // The number at `index`, which is below count(), in ascending order.
  [[nodiscard]] std::uint32_t nth(std::uint32_t index) const {
    if (!listed_) list();
    return list_[index];
  }
  [[nodiscard]] const ThreadSet& numbers() const { return numbers_; }
  // As in ThreadSet.
  [[nodiscard]] std::uint32_t first() const { return numbers_.first(); }
  [[nodiscard]] std::uint32_t next(std::uint32_t number) const { return numbers_.next(number); }
  [[nodiscard]] std::size_t words() const { return numbers_.words(); }
  [[nodiscard]] std::uint64_t word(std::size_t i) const { return numbers_.word(i); }

  // For range-based loops, in ascending order.
  [[nodiscard]] const std::uint16_t* begin() const {
    if (!listed_) list();
    return list_;
  }
  [[nodiscard]] const std::uint16_t* end() const { return begin() + count(); }

 private:
  void changed() { counted_ = listed_ = false; }
  void list() const {
    std::uint16_t* place = list_;
    numbers_.each([&](std::uint32_t i) { *place++ = static_cast<std::uint16_t>(i); });
    listed_ = true;
  }

  static_assert(kMostThreads <= 65'536);
  mutable bool counted_ = false;
  mutable bool listed_ = false;
  mutable std::uint32_t count_ = 0;
  ThreadSet numbers_;
  // Not std::array, which checks each index: places are below count().
  mutable std::uint16_t list_[kMostThreads] = {};
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_READY_SET_H_
