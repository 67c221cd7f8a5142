#include "sim/engine/happens_before.h"

namespace interleave::sim {

void HappensBefore::begin_run() {
  sum_ = 0;
  threads_[0] = 0;
  objects_.assign(1, {});
  object_ = objects_.data();
}

void HappensBefore::thread_made(std::uint32_t number, std::uint32_t parent) {
  threads_[number] = fold(threads_[parent], 1);
  // The next child of the same parent has another past.
  threads_[parent] = fold(threads_[parent], 2);
}

void HappensBefore::object_made(std::uint32_t creator, ObjectKind kind) {
  std::uint64_t& past = threads_[creator];
  past = fold(past, 3);
  objects_.emplace_back().writes = fold(past, static_cast<std::uint64_t>(kind));
  object_ = objects_.data();
}

}  // namespace interleave::sim
