#include "sim/strategies/access_counts.h"

namespace interleave::sim {

AccessCounts::Number AccessCounts::object_made(ObjectId id, ObjectKind kind, std::uint64_t key) {
  const Number number = kind == ObjectKind::thread ? 0 : keys_.number(key);
  of_run_.resize(static_cast<std::size_t>(id) + 1);
  of_run_.back() = number;
  if (number == objects_.size()) objects_.emplace_back();
  objects_[number].last = 0;
  return number;
}

AccessCounts::Number AccessCounts::draw(Random& random) const {
  std::uint64_t all = 0;
  for (const Object& object : objects_) all += object.contested ? object.accesses : 0;
  if (all == 0) return 0;
  std::uint64_t position = random.below_wide(all);
  Number number = 1;
  for (;; ++number) {
    const std::uint64_t here = objects_[number].contested ? objects_[number].accesses : 0;
    if (position < here) return number;
    position -= here;
  }
}

}  // namespace interleave::sim
