// Searches for a program's bug, over and over, from nothing each time.
#ifndef INTERLEAVE_PROPTESTS_BENCH_BUG_SEARCH_H_
#define INTERLEAVE_PROPTESTS_BENCH_BUG_SEARCH_H_

#include <cstdint>
#include <string>

#include "proptests/bench/row.h"
#include "proptests/programs/catalogue.h"

namespace interleave::bench {

struct SearchLimits {
  std::uint32_t trials = 1;
  std::uint64_t cap = 0;  // schedules of one trial
  // Schedules after which no other trial begins, and trials without a find after which none does.
  std::uint64_t budget = ~std::uint64_t{0};
  std::uint32_t hopeless = 3;
};

// Each trial has a new strategy object, which has learnt nothing, and seeds of its own, the same
// every time. No monitor watches: a bug is found when it breaks the program's own rule; that of
// another rule is printed as a complaint, and the run does not count.
//
// Beside what the row names: "schedules_per_find" (all schedules by the number of finds: the mean
// as estimated with those trials, too, that gave up), "seconds" and "seconds_per_find".
Row search_for(const proptests::programs::Entry& program, const std::string& strategy,
               const SearchLimits& limits);

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_BUG_SEARCH_H_
