#include "sim/strategies/dpor/sleep_set.h"

#include <utility>

namespace interleave::sim {

void SleepSet::assign(const SleepSet& other) {
  clear();
  for (std::size_t i = 0; i < other.size_; ++i) {
    const Sleeper& sleeper = other.sleepers_.data()[i];
    add(sleeper.thread, sleeper.accesses);
  }
}

void SleepSet::add(std::uint32_t thread, std::span<const Access> accesses) {
  if (size_ == sleepers_.size()) sleepers_.emplace_back();
  Sleeper& sleeper = sleepers_.data()[size_++];
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
    Sleeper& sleeper = sleepers_.data()[i];
    if (wakes(sleeper)) {
      members_.remove(sleeper.thread);
      std::swap(sleeper, sleepers_.data()[--size_]);
    } else {
      ++i;
    }
  }
}

}  // namespace interleave::sim
