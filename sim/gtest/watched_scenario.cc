#include "sim/gtest/watched_scenario.h"

#include <string>

#include "sim/world/sim_world.h"

namespace interleave::sim {

void WatchedScenario::run(SimWorld& world) const {
  expectations_.begin_run();
  scenario_.run(world);
  std::string failed = expectations_.failed();
  if (!failed.empty()) world.broken_rule("expectation", failed);
}

}  // namespace interleave::sim
