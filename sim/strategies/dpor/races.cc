#include "sim/strategies/dpor/races.h"

#include <algorithm>

namespace interleave::sim {

const std::vector<StepRace>& RaceFinder::find(std::uint32_t thread, std::uint32_t end) {
  races_.clear();
  for (const Link& link : order_.links()) {
    if (link.race && immediate(link)) races_.push_back(reverse(link, thread, end));
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
    const ClockView clock = order_.clock(other.earlier);
    for (std::size_t i = 0; i < clock.size(); ++i) clock_[i] = std::max(clock_[i], clock[i]);
  }
}

StepRace RaceFinder::reverse(const Link& link, std::uint32_t thread, std::uint32_t end) {
  StepRace race{.earlier = link.earlier, .initials = {}, .thread = thread, .thread_alone = false};
  first_.assign(log_.threads(), 0);
  for (std::uint32_t i = link.earlier + 1; i < end; ++i) {
    if (order_.ordered(link.earlier, i)) continue;
    const StepEvent& step = log_[i];
    if (first_[step.thread] != 0) continue;
    if (first_there(order_.clock(i))) race.initials.add(step.thread);
    first_[step.thread] = step.ordinal;
  }
  if (first_[thread] != 0) return race;
  clock_without(link);
  if (first_there(clock_)) {
    race.initials.add(thread);
    race.thread_alone = true;
  }
  return race;
}

// Does a step with this clock come after no step of the sequence so far?
bool RaceFinder::first_there(ClockView clock) const {
  for (std::size_t i = 0; i < clock.size(); ++i) {
    if (first_[i] != 0 && clock[i] >= first_[i]) return false;
  }
  return true;
}

}  // namespace interleave::sim
