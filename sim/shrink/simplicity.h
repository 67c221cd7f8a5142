// How simple a run is: what shrinking makes less.
#ifndef INTERLEAVE_SIM_SHRINK_SIMPLICITY_H_
#define INTERLEAVE_SIM_SHRINK_SIMPLICITY_H_

#include <compare>
#include <cstdint>
#include <string>

#include "sim/engine/simulation.h"

namespace interleave::sim {

// The fields in the order in which they matter: a run is simpler than another when the first field
// that differs is less.
struct Simplicity {
  std::uint64_t scenario = 0;     // Scenario::size()
  std::uint64_t faults = 0;       // that happen, early time and short transfers apart
  std::uint64_t early_times = 0;  // deadlines that come although threads can run
  // Decisions for another thread than the one that ran last, which could go on (goes_on).
  std::uint64_t preemptions = 0;
  // Decisions for another thread than the default one where the last could not go on.
  std::uint64_t switches = 0;
  std::uint64_t choices = 0;  // waiters, byte counts and draws that are not the default
  std::uint64_t kinds = 0;    // kinds of faults that could happen
  std::uint64_t decisions = 0;
  std::uint64_t weight = 0;  // how late preemptions are, and how high the values of choices
  auto operator<=>(const Simplicity&) const = default;
};

// "2 preemptions, 1 other switch, 31 decisions"; what is 0 is left out, but for preemptions.
std::string to_text(const Simplicity& simplicity);

// "4 ms", "1.5 s": a time as a person says it.
std::string time_text(std::uint64_t nanoseconds);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_SIMPLICITY_H_
