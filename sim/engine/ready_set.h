// The threads that can run now.
#ifndef INTERLEAVE_SIM_ENGINE_READY_SET_H_
#define INTERLEAVE_SIM_ENGINE_READY_SET_H_

#include <cstddef>
#include <cstdint>

#include "sim/engine/operation.h"

namespace interleave::sim {

// A set of thread numbers that is also a list: counting it, adding, removing and taking one by its
// place cost the same for any number of threads. The list's order depends on nothing but the adds
// and removes of this run.
class ReadySet {
 public:
  void clear() {
    for (std::uint32_t i = 0; i < count_; ++i) place_[list_[i]] = 0;
    count_ = 0;
    numbers_.clear();
  }
  void add(std::uint32_t number) {
    if (place_[number] != 0) return;
    numbers_.add(number);
    list_[count_] = static_cast<std::uint16_t>(number);
    place_[number] = static_cast<std::uint16_t>(++count_);
  }
  void remove(std::uint32_t number) {
    const std::uint32_t place = place_[number];
    if (place == 0) return;
    numbers_.remove(number);
    place_[number] = 0;
    const std::uint16_t last = list_[--count_];
    if (last == number) return;
    list_[place - 1] = last;
    place_[last] = static_cast<std::uint16_t>(place);
  }
  void add(const ThreadSet& threads) {
    for (std::uint32_t i = threads.first(); i != 0; i = threads.next(i)) add(i);
  }
  void remove(const ThreadSet& threads) {
    for (std::uint32_t i = threads.first(); i != 0; i = threads.next(i)) remove(i);
  }

  [[nodiscard]] bool has(std::uint32_t number) const { return place_[number] != 0; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::uint32_t count() const { return count_; }
  // The number at `index`, which is below count(), in the list's order.
  [[nodiscard]] std::uint32_t nth(std::uint32_t index) const { return list_[index]; }
  // In the list's order; a change of the set ends what is going on.
  [[nodiscard]] const std::uint16_t* begin() const { return list_; }
  [[nodiscard]] const std::uint16_t* end() const { return list_ + count_; }
  // As in ThreadSet.
  [[nodiscard]] std::uint32_t first() const { return numbers_.first(); }
  [[nodiscard]] std::uint32_t next(std::uint32_t number) const { return numbers_.next(number); }
  [[nodiscard]] std::size_t words() const { return numbers_.words(); }
  [[nodiscard]] std::uint64_t word(std::size_t i) const { return numbers_.word(i); }

 private:
  static_assert(kMostThreads <= 65'536);
  std::uint32_t count_ = 0;
  // Not std::array, which checks each index: they are all below kMostThreads.
  std::uint16_t list_[kMostThreads] = {};
  std::uint16_t place_[kMostThreads] = {};  // in the list, from 1; 0: not in it
  ThreadSet numbers_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_READY_SET_H_
