// All that a search has seen of a program, for comparisons.
#ifndef INTERLEAVE_PROPTESTS_DPOR_COMPARE_H_
#define INTERLEAVE_PROPTESTS_DPOR_COMPARE_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "sim/engine/simulation.h"
#include "sim/strategies/dpor/dpor.h"

namespace interleave::sim {

struct Seen {
  std::uint64_t runs = 0;
  std::uint64_t blocked = 0;  // redundant runs among them
  bool complete = false;      // all runs that there are
  // Traces of the runs that came to their end (with everything done, or in a deadlock), each with
  // the steps of the first run that had it; and the engine's hashes of the same runs.
  std::map<std::uint64_t, std::string> traces;
  std::set<std::uint64_t> hashes;
  // What was found: the rule and what was said.
  std::set<std::string> findings;
};

// Without reduction. It gives up, not complete, after `most` runs.
Seen see_all(const Scenario& program, const RunOptions& options = {},
             std::uint64_t most = 2'000'000);

// By source-DPOR, likewise.
Seen see_reduced(const Scenario& program, const DporOptions& search = {},
                 const RunOptions& options = {}, std::uint64_t seed = 1,
                 std::uint64_t most = 2'000'000);

// One line for each program that is compared.
void print(const std::string& name, const Seen& all, const Seen& reduced);

// What the reduced search has missed, one line each; empty when it has missed nothing.
std::string missed(const Seen& all, const Seen& reduced);

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_DPOR_COMPARE_H_
