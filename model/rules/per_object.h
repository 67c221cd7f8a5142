// A table with one entry for each object of a run, which is new in every run and costs nothing to
// renew.
#ifndef INTERLEAVE_MODEL_RULES_PER_OBJECT_H_
#define INTERLEAVE_MODEL_RULES_PER_OBJECT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/trace/event.h"

namespace interleave {

// `Entry` has a default state to which `void reset()` brings it back, keeping its memory. Used by
// one thread. Identities are small integers (Trace::create), so the table is a vector; it allocates
// when an identity is larger than all before it.
template <class Entry>
class PerObject {
 public:
  // All entries are in their default state again.
  void begin_run() { ++run_; }

  // The object's entry. The reference holds until the next call for another object.
  Entry& operator[](ObjectId id) {
    const auto at = static_cast<std::size_t>(id);
    if (at >= slots_.size()) [[unlikely]]
      slots_.resize(at + 1);
    Slot& slot = slots_.data()[at];
    if (slot.run != run_) {
      slot.run = run_;
      slot.entry.reset();
    }
    return slot.entry;
  }

  // The object's entry where it has one in this run; null otherwise.
  [[nodiscard]] const Entry* find(ObjectId id) const {
    const auto at = static_cast<std::size_t>(id);
    return at < slots_.size() && slots_[at].run == run_ ? &slots_[at].entry : nullptr;
  }

 private:
  struct Slot {
    std::uint64_t run = 0;
    Entry entry{};
  };
  std::uint64_t run_ = 1;
  std::vector<Slot> slots_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_PER_OBJECT_H_
