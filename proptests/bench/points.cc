#include "proptests/bench/points.h"

#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::bench {
namespace {

constexpr std::uint32_t kThreads = 5;
constexpr int kReadsEach = 2'000;

}  // namespace

void Points::run(sim::SimWorld& world) const {
  proptests::programs::Crew crew(world);
  for (std::uint32_t i = 1; i <= kThreads; ++i) {
    crew.start({"reader", i}, [&world] {
      const sim::Shared<int> own(world, {"own"});
      for (int read = 0; read < kReadsEach; ++read) static_cast<void>(own.load());
    });
  }
  crew.join();
}

}  // namespace interleave::bench
