// What a fiber switch costs without an engine: the yardstick of the benchmark.
#ifndef INTERLEAVE_PROPTESTS_BENCH_RAW_SWITCH_H_
#define INTERLEAVE_PROPTESTS_BENCH_RAW_SWITCH_H_

#include <cstdint>

namespace interleave::sim {

// Switches `count` times between two bare contexts; returns the nanoseconds of one switch.
double raw_switch_nanoseconds(std::uint64_t count);

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_BENCH_RAW_SWITCH_H_
