// A set of traces as one word of a text.
#ifndef INTERLEAVE_SIM_CAMPAIGN_TRACE_SKETCH_H_
#define INTERLEAVE_SIM_CAMPAIGN_TRACE_SKETCH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::sim {

// Numbers in ascending order (TraceSet::entries) as letters, digits, + and /: differences, five
// bits a character. About eight characters an entry for a million of them.
std::string to_sketch(const std::vector<std::uint64_t>& entries);

// The inverse. Absent where `sketch` has other characters, ends within a number, or does not
// ascend.
std::optional<std::vector<std::uint64_t>> from_sketch(std::string_view sketch);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_TRACE_SKETCH_H_
