#include "sim/strategies/pct.h"

#include <algorithm>
#include <bit>

#include "model/base/assert.h"

namespace interleave::sim {
namespace {

// Three layers: as drawn; lowered by a change, the later drawn the higher; given way, the later the
// lower.
constexpr std::uint64_t kDrawn = std::uint64_t{1} << 63;
constexpr std::uint64_t kChanged = std::uint64_t{1} << 62;

}  // namespace

Pct::Pct(std::uint32_t depth) : depth_(depth), name_("pct" + std::to_string(depth)) {
  IL_ASSERT(depth >= 1 && depth <= kMostDepth, "a depth that PCT does not have");
}

void Pct::begin_run(std::uint64_t seed) {
  Drawing::begin_run(seed);
  choices_ = 0;
  tail_ = length_.fair_tail();
  among_ = length_.estimate();
  demotions_ = 0;
  changes_.draw(random_, depth_ - 1, among_);
  spin_.begin_run();
  best_ = 0;
  known_ = 0;
  gave_way_.clear();
  seen_.fill(0);
}

std::uint32_t Pct::pick_thread(const Choice& choice) {
  if (++choices_ > tail_) [[unlikely]] {
    return walk(choice);
  }
  see(*choice.ready);
  while (choices_ == changes_.next()) [[unlikely]] {
    demote(*choice.ready, kChanged + changes_.take());
  }
  const PendingOperation& operation = choice.pending[best_];
  if (operation.kind == OperationKind::yield || spin_.chosen(best_, operation)) [[unlikely]] {
    give_way(choice);
  }
  return best_;
}

// Finds the highest priority of those that can run. Most often it is the one that went on, or
// somebody who could not run before.
void Pct::see(const ReadySet& ready) {
  for (std::size_t i = 0; i < ready.words(); ++i) {
    std::uint64_t fresh = ready.word(i) & ~seen_[i];
    seen_[i] = ready.word(i);
    for (; fresh != 0; fresh &= fresh - 1) {
      const auto thread =
          static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(fresh));
      // A thread can run when it is made, so that nobody is missed. Independent draws: its rank
      // among all is uniform.
      while (known_ < thread) priority_[++known_] = kDrawn | random_.next();
      if (priority_[thread] > priority_[best_]) best_ = thread;
    }
  }
  if (!ready.has(best_)) find_best(ready);
}

void Pct::find_best(const ReadySet& ready) {
  best_ = ready.first();
  for (std::uint32_t i = ready.next(best_); i != 0; i = ready.next(i)) {
    if (priority_[i] > priority_[best_]) best_ = i;
  }
}

void Pct::demote(const ReadySet& ready, std::uint64_t priority) {
  priority_[best_] = priority;
  find_best(ready);
}

// The best spins or yields: it goes below everybody, and so does the next one if it yields too;
// each once for a yield, so that somebody is left to go on.
void Pct::give_way(const Choice& choice) {
  do {
    const bool yields = choice.pending[best_].kind == OperationKind::yield;
    if (yields && gave_way_.has(best_)) {
      gave_way_.remove(best_);
      return;
    }
    if (yields) gave_way_.add(best_);
    demote(*choice.ready, kChanged - ++demotions_);
  } while (choice.pending[best_].kind == OperationKind::yield);
}

void Pct::end_run(std::uint64_t steps) {
  static_cast<void>(steps);
  length_.learn(choices_);
}

std::optional<Promise> Pct::promise() const {
  if (demotions_ != 0 || choices_ > tail_) return std::nullopt;
  if (depth_ > 1 && choices_ > among_) return std::nullopt;
  return Promise{.depth = depth_, .threads = std::max(known_, 1U), .points = among_};
}

}  // namespace interleave::sim
