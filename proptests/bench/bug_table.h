// The second table: schedules to the first bug of each program of the suite. And the search for
// SafeStack's, which has a line of its own.
#ifndef INTERLEAVE_PROPTESTS_BENCH_BUG_TABLE_H_
#define INTERLEAVE_PROPTESTS_BENCH_BUG_TABLE_H_

#include <vector>

#include "proptests/bench/options.h"
#include "proptests/bench/row.h"
#include "proptests/programs/catalogue.h"

namespace interleave::bench {

inline constexpr const char* kSafeStack = "safe_stack";

// Adds a row for each program and strategy, SafeStack excepted, and prints each program's line as
// soon as it is there.
void measure_bugs(const Options& options, std::vector<Row>& rows);

// Prints our means beside the published ones, with ratios (ours by theirs).
void print_published(const std::vector<Row>& rows);

// Adds SafeStack's rows, with SURW and with the portfolio, and prints them.
void hunt_safe_stack(const Options& options, std::vector<Row>& rows);

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_BUG_TABLE_H_
