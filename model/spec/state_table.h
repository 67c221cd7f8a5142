// The states that were found, each once, in the order in which they were.
#ifndef INTERLEAVE_MODEL_SPEC_STATE_TABLE_H_
#define INTERLEAVE_MODEL_SPEC_STATE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "model/spec/packing.h"

namespace interleave::spec {

// An open hash table of indices. Index 0 is the first state.
class StateTable {
 public:
  StateTable() : slots_(1U << 16, kEmpty) {}

  // The state's index, and whether it is new.
  std::pair<std::uint32_t, bool> add(const Packed& state) {
    if (states_.size() * 2 >= slots_.size()) grow();
    std::size_t at = slot(state);
    if (slots_[at] != kEmpty) return {slots_[at], false};
    slots_[at] = static_cast<std::uint32_t>(states_.size());
    states_.push_back(state);
    return {slots_[at], true};
  }

  [[nodiscard]] const Packed& operator[](std::uint32_t index) const { return states_[index]; }
  [[nodiscard]] std::size_t size() const { return states_.size(); }

 private:
  static constexpr std::uint32_t kEmpty = 0xffffffff;

  // Where the state is, or is to be.
  [[nodiscard]] std::size_t slot(const Packed& state) const {
    std::size_t at = hash(state) & (slots_.size() - 1);
    while (slots_[at] != kEmpty && states_[slots_[at]] != state)
      at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void grow() {
    slots_.assign(slots_.size() * 2, kEmpty);
    for (std::uint32_t i = 0; i < states_.size(); ++i) slots_[slot(states_[i])] = i;
  }

  std::vector<std::uint32_t> slots_;
  std::vector<Packed> states_;
};

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_STATE_TABLE_H_
