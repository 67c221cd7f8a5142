#include "sim/strategies/access_counts.h"

#include <algorithm>

namespace interleave::sim {

AccessCounts::Number AccessCounts::object_made(ObjectId id, ObjectKind kind, std::uint64_t key) {
  const Number number = kind == ObjectKind::thread ? 0 : keys_.number(key);
  of_run_.resize(static_cast<std::size_t>(id) + 1);
  of_run_.back() = number;
  if (number == objects_.size()) objects_.emplace_back();
  return number;
}

void AccessCounts::chosen(const Choice& choice, std::uint32_t thread) {
  const PendingOperation& operation = choice.pending[thread];
  const Number number = number_of(operation.object);
  if (number == 0 || !is_event(operation.kind)) return;
  const bool reads = operation.kind == OperationKind::load;
  std::uint32_t rivals = 0;
  for (const std::uint32_t other : *choice.ready) {
    const PendingOperation& its = choice.pending[other];
    if (other == thread || its.object != operation.object) continue;
    if (!reads || its.kind != OperationKind::load) ++rivals;
  }
  objects_[number].contests += std::min(rivals, 2U);
}

AccessCounts::Number AccessCounts::draw(Random& random) const {
  std::uint64_t all = 0;
  for (const Object& object : objects_) all += object.contests;
  if (all == 0) return 0;
  std::uint64_t position = random.below_wide(all);
  for (Number number = 1;; ++number) {
    if (position < objects_[number].contests) return number;
    position -= objects_[number].contests;
  }
}

}  // namespace interleave::sim
