#include "sim/strategies/countdown.h"

#include <algorithm>
#include <utility>

#include "sim/engine/hash.h"

namespace interleave::sim {
namespace {

constexpr std::uint64_t kAfterJoin = 1;

}  // namespace

void Countdown::begin_run(const Totals& totals) {
  threads_ = 0;
  sums_.assign(known_.size(), 0);
  // A place is known before those of its descendants: backwards, each sum is complete.
  for (std::size_t place = known_.size() - 1; place != 0; --place) {
    Place& known = known_[place];
    sums_[place] += totals.at(place);
    sums_[known.parent] += sums_[place];
    known.expected = sums_[place] * kEvent / std::max<std::uint64_t>(known.runs, 1);
  }
}

void Countdown::enter(std::uint32_t thread, std::uint32_t parent_place, std::uint64_t key) {
  const std::uint32_t place = keys_.number(key);
  key_[thread] = key;
  place_[thread] = place;
  if (place == known_.size()) known_.push_back({.parent = parent_place});
  ++known_[place].runs;
  left_[thread] = place == 0 ? 0 : known_[place].expected;
}

void Countdown::thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) {
  threads_ = thread;
  parent_place_[thread] = place_[parent];
  enter(thread, place_[parent], key);
  left_[parent] -= std::min(left_[parent], left_[thread]);
}

// The new place is nobody's descendant.
void Countdown::joined(std::uint32_t thread) {
  enter(thread, 0, fold(key_[thread], kAfterJoin));
}

std::uint64_t Countdown::take_over(std::uint32_t thread, const ReadySet& ready) {
  std::uint32_t richest = thread;
  for (std::uint32_t i = 1; i <= threads_; ++i) {
    const bool idle = !ready.has(i) && parent_place_[i] == parent_place_[thread];
    if (idle && left_[i] > left_[richest]) richest = i;
  }
  if (richest != thread) std::swap(left_[thread], left_[richest]);
  return left_[thread];
}

}  // namespace interleave::sim
