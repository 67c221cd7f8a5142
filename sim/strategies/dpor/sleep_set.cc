#include "sim/strategies/dpor/sleep_set.h"

#include <utility>

namespace interleave::sim {

void SleepSet::assign(const SleepSet& other) {
  clear();
  for (std::size_t i = 0; i < other.size_; ++i) {
    add(other.sleepers_[i].thread, other.sleepers_[i].accesses);
  }
}

void SleepSet::add(std::uint32_t thread, std::span<const Access> accesses) {
  if (size_ == sleepers_.size()) sleepers_.emplace_back();
  Sleeper& sleeper = sleepers_[size_++];
  sleeper.thread = thread;
  members_.add(thread);
  sleeper.accesses.assign(accesses.begin(), accesses.end());
}

void SleepSet::wake_some(std::span<const Access> accesses, const Dependence& dependence) {
  const auto wakes = [&](const Sleeper& sleeper) {
    for (const Access& its : sleeper.accesses) {
      for (const Access& done : accesses) {
        if (dependence.depend(its, done)) return true;
      }
    }
    return false;
  };
  for (std::size_t i = 0; i < size_;) {
    if (wakes(sleepers_[i])) {
      members_.remove(sleepers_[i].thread);
      std::swap(sleepers_[i], sleepers_[--size_]);
    } else {
      ++i;
    }
  }
}

}  // namespace interleave::sim
