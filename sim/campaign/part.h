// Which of a campaign's runs a process makes: all of them, or one of several equal parts.
#ifndef INTERLEAVE_SIM_CAMPAIGN_PART_H_
#define INTERLEAVE_SIM_CAMPAIGN_PART_H_

#include <cstdint>

namespace interleave::sim {

// Runs are dealt out in rounds. A round is as many runs in a row as the search has strategies, one
// of each; part `index` of `count` makes the rounds whose number, from 0, leaves `index` when
// divided by `count`. Parts of one count share no run, and together they make them all.
struct Part {
  std::uint64_t index = 0;  // below count
  std::uint64_t count = 1;
  bool operator==(const Part&) const = default;
};

// The number, in the whole campaign, of the part's `nth` run (from 0).
std::uint64_t run_number(const Part& part, std::uint64_t round, std::uint64_t nth);

// How many of the first `total` runs are the part's.
std::uint64_t runs_of(const Part& part, std::uint64_t round, std::uint64_t total);

// Part `index` of the `count` into which `part` is divided itself.
Part part_of(const Part& part, std::uint64_t index, std::uint64_t count);

// Whether there are runs that both make.
bool overlap(const Part& a, const Part& b);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_PART_H_
