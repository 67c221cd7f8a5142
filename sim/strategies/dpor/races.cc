#include "sim/strategies/dpor/races.h"

#include <algorithm>

namespace interleave::sim {

const std::vector<StepRace>& RaceFinder::find(std::uint32_t thread, std::uint32_t end) {
  races_.clear();
  for (const Link& link : order_.links()) {
    if (link.race && immediate(link)) reverse(link, thread, end);
  }
  return races_;
}

bool RaceFinder::immediate(const Link& link) const {
  if (order_.includes(order_.before(), link.earlier)) return false;
  return std::none_of(order_.links().begin(), order_.links().end(), [&](const Link& other) {
    if (other.earlier == link.earlier) return false;
    // Between two acquisitions of a mutex its release always comes.
    if (link.mutex != kNoObject && other.mutex == link.mutex) return false;
    return order_.ordered(link.earlier, other.earlier);
  });
}

void RaceFinder::clock_without(const Link& link) {
  clock_.assign(order_.before().begin(), order_.before().end());
  for (const Link& other : order_.links()) {
    if (other.earlier == link.earlier) continue;
    if (link.mutex != kNoObject && other.mutex == link.mutex) continue;
    const std::uint32_t* const its = order_.clock(other.earlier).data();
    std::uint32_t* const clock = clock_.data();
    for (std::size_t i = 0; i < clock_.size(); ++i) clock[i] = std::max(clock[i], its[i]);
  }
}

void RaceFinder::reverse(const Link& link, std::uint32_t thread, std::uint32_t end) {
  StepRace& race = races_.emplace_back();
  race.earlier = link.earlier;
  race.thread = thread;
  first_.assign(order_.width(), 0);
  std::uint32_t* const first = first_.data();
  const StepEvent& earlier = log_[link.earlier];
  for (std::uint32_t i = link.earlier + 1; i < end; ++i) {
    const StepEvent& step = log_[i];
    const ClockView clock = order_.clock(i);
    if (first[step.thread] != 0 || clock.data()[earlier.thread] >= earlier.ordinal) continue;
    if (first_there(clock)) race.initials.add(step.thread);
    first[step.thread] = step.ordinal;
  }
  if (first[thread] != 0) return;
  clock_without(link);
  if (first_there(clock_)) {
    race.initials.add(thread);
    race.thread_alone = true;
  }
}

// Does a step with this clock come after no step of the sequence so far?
bool RaceFinder::first_there(ClockView clock) const {
  const std::uint32_t* const first = first_.data();
  const std::uint32_t* const its = clock.data();
  for (std::size_t i = 0; i < clock.size(); ++i) {
    if (first[i] != 0 && its[i] >= first[i]) return false;
  }
  return true;
}

}  // namespace interleave::sim
