#include "sim/campaign/part.h"

#include <numeric>

namespace interleave::sim {

std::uint64_t run_number(const Part& part, std::uint64_t round, std::uint64_t nth) {
  return (nth / round * part.count + part.index) * round + nth % round;
}

std::uint64_t runs_of(const Part& part, std::uint64_t round, std::uint64_t total) {
  const std::uint64_t whole = total / round;  // rounds
  const std::uint64_t mine = whole / part.count + (part.index < whole % part.count ? 1 : 0);
  const bool last_is_mine = whole % part.count == part.index;
  return mine * round + (last_is_mine ? total % round : 0);
}

Part part_of(const Part& part, std::uint64_t index, std::uint64_t count) {
  return {part.index + part.count * index, part.count * count};
}

bool overlap(const Part& a, const Part& b) {
  const std::uint64_t common = std::gcd(a.count, b.count);
  return a.index % common == b.index % common;
}

}  // namespace interleave::sim
