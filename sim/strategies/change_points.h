// At which choices of a run the plan changes.
#ifndef INTERLEAVE_SIM_STRATEGIES_CHANGE_POINTS_H_
#define INTERLEAVE_SIM_STRATEGIES_CHANGE_POINTS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "model/base/assert.h"
#include "sim/engine/random.h"

namespace interleave::sim {

// A few numbers from 1..length, each drawn uniformly and independently, in ascending order; each
// keeps the ordinal of its draw.
class ChangePoints {
 public:
  static constexpr std::size_t kMost = 31;

  void draw(Random& random, std::size_t count, std::uint64_t length) {
    IL_ASSERT(count <= kMost, "more changes than there are places");
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t at = 1 + random.below(static_cast<std::uint32_t>(length));
      points_[i] = {at, static_cast<std::uint32_t>(i)};
    }
    std::sort(points_.begin(), points_.begin() + static_cast<std::ptrdiff_t>(count),
              [](const Point& a, const Point& b) { return a.at < b.at; });
    points_[count] = {kNone, 0};
    next_ = 0;
  }
  // The next one's number; kNone after the last.
  [[nodiscard]] std::uint64_t next() const { return points_[next_].at; }
  // Goes on to the one after, and returns the ordinal of the one that was next.
  std::uint32_t take() { return points_[next_++].ordinal; }

 private:
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  struct Point {
    std::uint64_t at = kNone;
    std::uint32_t ordinal = 0;
  };

  std::array<Point, kMost + 1> points_;
  std::size_t next_ = 0;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_CHANGE_POINTS_H_
