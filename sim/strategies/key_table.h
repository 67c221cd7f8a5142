// Small numbers for the keys that stay from run to run.
#ifndef INTERLEAVE_SIM_STRATEGIES_KEY_TABLE_H_
#define INTERLEAVE_SIM_STRATEGIES_KEY_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace interleave::sim {

// Numbers keys from 1 in the order in which they are first seen, up to a limit: a program may make
// other things in each run. Keys are hashes already (Strategy::thread_made, object_made).
class KeyTable {
 public:
  explicit KeyTable(std::uint32_t most) : most_(most) {}

  // 0 when the table is full and the key is not in it.
  std::uint32_t number(std::uint64_t key) {
    std::size_t at = key & (slots_.size() - 1);
    for (; slots_[at].number != 0; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].key == key) return slots_[at].number;
    }
    if (count_ == most_) return 0;
    slots_[at] = {key, ++count_};
    if (2 * count_ > slots_.size()) grow();
    return count_;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = 0;
  };

  void grow() {
    const std::vector<Slot> old = std::move(slots_);
    slots_ = std::vector<Slot>(2 * old.size());
    for (const Slot& slot : old) {
      if (slot.number == 0) continue;
      std::size_t at = slot.key & (slots_.size() - 1);
      while (slots_[at].number != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  const std::uint32_t most_;
  std::uint32_t count_ = 0;
  std::vector<Slot> slots_ = std::vector<Slot>(64);  // a power of two, at most half full
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_KEY_TABLE_H_
