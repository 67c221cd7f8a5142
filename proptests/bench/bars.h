// What the figures must reach.
#ifndef INTERLEAVE_PROPTESTS_BENCH_BARS_H_
#define INTERLEAVE_PROPTESTS_BENCH_BARS_H_

#include <string>
#include <vector>

#include "proptests/bench/row.h"

namespace interleave::bench {

struct Bar {
  bool passed = false;
  std::string what;  // with the figure
};

// Those of which everything needed has been measured.
std::vector<Bar> check_bars(const std::vector<Row>& rows);

// "PASS what" or "FAIL what", a line each.
void print_bars(const std::vector<Bar>& bars);

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_BARS_H_
