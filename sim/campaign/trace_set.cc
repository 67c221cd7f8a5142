#include "sim/campaign/trace_set.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "model/base/assert.h"
#include "sim/campaign/seeds.h"

namespace interleave::sim {
namespace {

constexpr std::size_t kFirstSlots = 16;
constexpr std::uint64_t kSeenAgain = 1;

// Spread evenly, with the flag's bit clear and never the mark of an empty slot.
std::uint64_t key_of(std::uint64_t trace) {
  const std::uint64_t key = mix(trace) & ~kSeenAgain;
  return key == 0 ? 2 : key;
}

}  // namespace

TraceSet::TraceSet(std::size_t most_slots) : most_slots_(most_slots), slots_(kFirstSlots, 0) {
  IL_ASSERT(std::has_single_bit(most_slots) && most_slots >= kFirstSlots,
            "the number of slots must be a power of two");
}

void TraceSet::add(std::uint64_t trace) {
  ++runs_;
  const std::uint64_t key = key_of(trace);
  if (!in_sample(key)) return;
  std::uint64_t& slot = slot_of(key);
  if (slot == 0) {
    slot = key;
    ++kept_;
    ++kept_once_;
    if (kept_ > slots_.size() / 2) make_room();
  } else if ((slot & kSeenAgain) == 0) {
    slot |= kSeenAgain;
    --kept_once_;
  }
}

bool TraceSet::in_sample(std::uint64_t key) const {
  return static_cast<unsigned>(std::countl_zero(key)) >= level_;
}

// The slot that has `key`, or the empty one where it belongs.
std::uint64_t& TraceSet::slot_of(std::uint64_t key) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (key >> 1) & mask;
  while (slots_[at] != 0 && (slots_[at] & ~kSeenAgain) != key) at = (at + 1) & mask;
  return slots_[at];
}

void TraceSet::insert(std::uint64_t entry) {
  slot_of(entry & ~kSeenAgain) = entry;
  ++kept_;
  if ((entry & kSeenAgain) == 0) ++kept_once_;
}

// Grows, and where that is not allowed any more keeps every second key.
void TraceSet::make_room() {
  std::size_t size = slots_.size();
  if (size < most_slots_) {
    size *= 2;
  } else {
    ++level_;
  }
  const std::vector<std::uint64_t> old = std::exchange(slots_, {});
  slots_.assign(size, 0);
  kept_ = 0;
  kept_once_ = 0;
  for (const std::uint64_t entry : old) {
    if (entry != 0 && in_sample(entry & ~kSeenAgain)) insert(entry);
  }
}

double share_unseen(std::uint64_t once, std::uint64_t runs) {
  if (runs == 0) return 1.0;
  return std::min(1.0, static_cast<double>(once) / static_cast<double>(runs));
}

}  // namespace interleave::sim
