// Pairs of steps that another run can turn round, and who could begin that run.
#ifndef INTERLEAVE_SIM_STRATEGIES_DPOR_RACES_H_
#define INTERLEAVE_SIM_STRATEGIES_DPOR_RACES_H_

#include <cstdint>
#include <vector>

#include "sim/engine/operation.h"
#include "sim/strategies/dpor/event_log.h"
#include "sim/strategies/dpor/happened_before.h"

namespace interleave::sim {

// The step `earlier` and a later one depend on each other, and on no step between.
struct StepRace {
  std::uint32_t earlier = kNone;
  // Who can take the first step of the sequence that turns them round: all steps after `earlier`
  // that do not come after it because of it, and then the later one.
  ThreadSet initials;
  // The thread of the later step, and whether that would be the first of its steps there and
  // depends on nothing in the sequence. Then, if it cannot run where `earlier` was chosen, it was
  // `earlier` that made it possible, and there is nothing to turn round.
  std::uint32_t thread = 0;
  bool thread_alone = false;
};

// For the last step that has been put into the partial order, or imagined.
class RaceFinder {
 public:
  RaceFinder(const EventLog& log, const HappenedBefore& order) : log_(log), order_(order) {}

  // The races of that step, which `thread` does; `end` is the number of the steps before it. The
  // result is valid until the next call.
  const std::vector<StepRace>& find(std::uint32_t thread, std::uint32_t end);

 private:
  [[nodiscard]] bool immediate(const Link& link) const;
  void clock_without(const Link& link);
  // Adds the race with this link's step.
  void reverse(const Link& link, std::uint32_t thread, std::uint32_t end);
  [[nodiscard]] bool first_there(ClockView clock) const;

  const EventLog& log_;
  const HappenedBefore& order_;
  std::vector<StepRace> races_;
  Clock clock_;  // of the later step, as far as it does not come from the earlier one
  // By thread: the ordinal of its first step in the sequence; 0: it has none there.
  std::vector<std::uint32_t> first_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DPOR_RACES_H_
