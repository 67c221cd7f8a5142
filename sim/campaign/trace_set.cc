#include "sim/campaign/trace_set.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "model/base/assert.h"
#include "sim/campaign/seeds.h"

namespace interleave::sim {
namespace {

constexpr std::size_t kFirstSlots = 16;

// An entry: 48 bits of key, the sources' bits, and whether it came more than once.
constexpr unsigned kKeyShift = 16;
constexpr std::uint64_t kMarks = (std::uint64_t{1} << kKeyShift) - 1;
constexpr std::uint64_t kSeenAgain = 1;

constexpr std::uint64_t source_bit(unsigned source) {
  return std::uint64_t{2} << source;
}
constexpr std::uint64_t key_in(std::uint64_t entry) {
  return entry & ~kMarks;
}
constexpr std::uint64_t sources_in(std::uint64_t entry) {
  return entry & kMarks & ~kSeenAgain;
}

// Spread evenly, with the marks clear and never the sign of an empty slot.
std::uint64_t key_of(std::uint64_t trace) {
  const std::uint64_t key = key_in(mix(trace));
  return key == 0 ? kMarks + 1 : key;
}

}  // namespace

TraceSet::TraceSet(std::size_t most_slots) : most_slots_(most_slots), slots_(kFirstSlots, 0) {
  IL_ASSERT(std::has_single_bit(most_slots) && most_slots >= kFirstSlots,
            "the number of slots must be a power of two");
}

void TraceSet::add(std::uint64_t trace, unsigned source) {
  ++runs_;
  const std::uint64_t entry = key_of(trace) | source_bit(source);
  if (in_sample(entry)) put(entry);
}

void TraceSet::join(const TraceSet& other) {
  runs_ += other.runs_;
  // The other's keys come in the order of their places there: in a smaller table they would crowd
  // its front, and each would be looked for behind all before it.
  const std::size_t size = std::max(slots_.size(), other.slots_.size());
  if (other.level_ > level_ || size > slots_.size()) {
    level_ = std::max(level_, other.level_);
    rebuild(size);
  }
  for (const std::uint64_t entry : other.slots_) {
    if (entry != 0 && in_sample(entry)) put(entry);
  }
}

bool TraceSet::in_sample(std::uint64_t entry) const {
  return static_cast<unsigned>(std::countl_zero(key_in(entry))) >= level_;
}

// The slot that has `key`, or the empty one where it belongs.
std::uint64_t& TraceSet::slot_of(std::uint64_t key) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (key >> kKeyShift) & mask;
  while (slots_[at] != 0 && key_in(slots_[at]) != key) at = (at + 1) & mask;
  return slots_[at];
}

void TraceSet::put(std::uint64_t entry) {
  std::uint64_t& slot = slot_of(key_in(entry));
  if (slot != 0) {
    mark(slot, (entry & kMarks) | kSeenAgain);
    return;
  }
  slot = entry;
  count(entry, 1);
  if (kept_.all > slots_.size() / 2) make_room();
}

void TraceSet::mark(std::uint64_t& slot, std::uint64_t marks) {
  if ((slot & marks) == marks) return;
  count(slot, ~std::uint64_t{0});
  slot |= marks;
  count(slot, 1);
}

// `by` is 1, or its negative.
void TraceSet::count(std::uint64_t entry, std::uint64_t by) {
  kept_.all += by;
  if ((entry & kSeenAgain) == 0) kept_.once += by;
  std::uint64_t sources = sources_in(entry) >> 1;
  const bool one = std::has_single_bit(sources);
  for (; sources != 0; sources &= sources - 1) {
    const auto source = static_cast<std::size_t>(std::countr_zero(sources));
    kept_.from[source] += by;
    if (one) kept_.only_from[source] += by;
  }
}

// Grows, and where that is not allowed any more keeps every second key.
void TraceSet::make_room() {
  while (kept_.all > slots_.size() / 2) {
    if (slots_.size() < most_slots_) {
      rebuild(slots_.size() * 2);
    } else {
      ++level_;
      rebuild(slots_.size());
    }
  }
}

void TraceSet::rebuild(std::size_t size) {
  const std::vector<std::uint64_t> old = std::exchange(slots_, {});
  slots_.assign(size, 0);
  kept_ = {};
  for (const std::uint64_t entry : old) {
    if (entry == 0 || !in_sample(entry)) continue;
    slot_of(key_in(entry)) = entry;
    count(entry, 1);
  }
}

std::vector<std::uint64_t> TraceSet::entries() const {
  std::vector<std::uint64_t> entries;
  entries.reserve(kept_.all);
  for (const std::uint64_t entry : slots_) {
    if (entry != 0) entries.push_back(entry);
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::optional<TraceSet> TraceSet::of(std::span<const std::uint64_t> entries, unsigned level,
                                     std::uint64_t runs, std::size_t most_slots) {
  if (level > 64 - kKeyShift || entries.size() > most_slots / 2 || entries.size() > runs) {
    return std::nullopt;
  }
  TraceSet set(most_slots);
  set.level_ = level;
  std::uint64_t before = 0;
  for (const std::uint64_t entry : entries) {
    const bool good = key_in(entry) > before && sources_in(entry) != 0 && set.in_sample(entry);
    if (!good) return std::nullopt;
    before = key_in(entry);
    set.put(entry);
  }
  set.runs_ = runs;
  return set;
}

double share_unseen(std::uint64_t once, std::uint64_t runs) {
  if (runs == 0) return 1.0;
  return std::min(1.0, static_cast<double>(once) / static_cast<double>(runs));
}

}  // namespace interleave::sim
