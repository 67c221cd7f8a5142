#include "sim/campaign/strategies.h"

#include <array>

#include "sim/strategies/non_preemptive.h"
#include "sim/strategies/random_walk.h"

namespace interleave::sim {
namespace {

using Maker = std::unique_ptr<Strategy> (*)();

template <class S>
std::unique_ptr<Strategy> make() {
  return std::make_unique<S>();
}

// A strategy's own name is the only place where it stands.
constexpr std::array<Maker, 2> kMakers = {make<RandomWalk>, make<NonPreemptive>};

}  // namespace

std::vector<std::string> strategy_names() {
  std::vector<std::string> names;
  for (const Maker maker : kMakers) names.emplace_back(maker()->name());
  return names;
}

std::unique_ptr<Strategy> make_strategy(std::string_view name) {
  for (const Maker maker : kMakers) {
    std::unique_ptr<Strategy> strategy = maker();
    if (strategy->name() == name) return strategy;
  }
  return nullptr;
}

}  // namespace interleave::sim
