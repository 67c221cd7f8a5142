// Ways to make a plan's schedule simpler. Each gives a plan to try; none knows whether it helps.
#ifndef INTERLEAVE_SIM_SHRINK_SCHEDULE_CUTS_H_
#define INTERLEAVE_SIM_SHRINK_SCHEDULE_CUTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/shrink/plan.h"

namespace interleave::sim {

using Segments = std::vector<Segment>;

// Without `count` segments from `at` on; those that come together then and are of one thread are
// one.
Segments without(const Segments& segments, std::size_t at, std::size_t count);

// Absent where it changes nothing.

// The segment at `at` goes on until its thread cannot.
std::optional<Segments> not_preempted(const Segments& segments, std::size_t at);
// What the same thread does next comes right after the segment at `at`.
std::optional<Segments> pulled_forward(const Segments& segments, std::size_t at);
// The segment at `at` comes right before what the same thread does next.
std::optional<Segments> pushed_back(const Segments& segments, std::size_t at);
// The segment at `at` gives way to the thread that would run there by default.
std::optional<Segments> by_default(const Segments& segments, std::size_t at);
// The segment at `at` is preempted after `points`.
std::optional<Segments> preempted_after(const Segments& segments, std::size_t at,
                                        std::uint32_t points);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_SCHEDULE_CUTS_H_
