// A run as deviations from the default run, at places that stay where they are when another
// deviation goes.
#ifndef INTERLEAVE_SIM_SHRINK_PLAN_H_
#define INTERLEAVE_SIM_SHRINK_PLAN_H_

#include <cstdint>
#include <vector>

#include "sim/engine/decision.h"

namespace interleave::sim {

// A stretch of a run in which one thread runs.
struct Segment {
  std::uint64_t thread = 0;  // its key (Strategy::thread_made)
  std::uint32_t points = 0;  // that it passes
  // True: the stretch ends after this many points, although the thread could go on. False: it ends
  // when the thread cannot go on or gives way, whenever that is.
  bool preempted = false;
  // Who would have begun to run here by default; the thread itself where it does.
  std::uint64_t by_default = 0;
  bool operator==(const Segment&) const = default;
};

// Where a decision about data is asked for: the thread, what it asks for the how manieth time. Of
// early time: how many points the thread has passed.
struct Place {
  std::uint64_t thread = 0;
  std::uint64_t question = 0;  // stands for kind and site
  std::uint32_t nth = 0;
  auto operator<=>(const Place&) const = default;
};

// An answer that is not the default.
struct Deviation {
  Place place;
  DecisionKind kind = DecisionKind::draw;
  std::uint32_t taken = 0;
  bool operator==(const Deviation&) const = default;
};

// Both in the order of the run. After the last segment each thread runs by default, and every
// question without a deviation has the default answer.
struct Plan {
  std::vector<Segment> segments;
  std::vector<Deviation> deviations;
  bool operator==(const Plan&) const = default;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_PLAN_H_
