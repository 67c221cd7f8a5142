// Dining philosophers.
#include <algorithm>
#include <memory>
#include <vector>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"

namespace interleave::proptests::programs {

Body philosophers(std::uint32_t count) {
  return [count](sim::SimWorld& world, Variant variant) {
    std::vector<std::unique_ptr<Mutex>> forks;
    for (std::uint32_t i = 1; i <= count; ++i) forks.push_back(make_mutex(world, {"fork", i}));
    Crew crew(world);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t left = i;
      std::uint32_t right = (i + 1) % count;
      if (variant == Variant::fixed && right < left) std::swap(left, right);
      crew.start({"philosopher", i + 1}, [&forks, left, right] {
        const Locked first(*forks[left]);
        const Locked second(*forks[right]);
      });
    }
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
