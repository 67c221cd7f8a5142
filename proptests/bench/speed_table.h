// The first table: schedules per second, and what a point costs.
#ifndef INTERLEAVE_PROPTESTS_BENCH_SPEED_TABLE_H_
#define INTERLEAVE_PROPTESTS_BENCH_SPEED_TABLE_H_

#include <vector>

#include "proptests/bench/options.h"
#include "proptests/bench/row.h"

namespace interleave::bench {

// Names of rows; a strategy's each, and those of "..._bare" without monitors.
inline constexpr const char* kQueue = "producer_consumer_queue";
inline constexpr const char* kPhilosophers = "philosophers_ordered";
inline constexpr const char* kFewThreads = "threads_5";
inline constexpr const char* kManyThreads = "threads_100";
inline constexpr const char* kPoint = "scheduling_point";  // "switches": in raw ones
inline constexpr const char* kRawSwitch = "raw_switch";    // "ns"

// Measures and adds the rows. False when a run broke a rule.
bool measure_speed(const Options& options, std::vector<Row>& rows);

// Prints them, with ratios to what others reach.
void print_speed(const std::vector<Row>& rows);

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_SPEED_TABLE_H_
