// Small scenarios that have nothing to do with the daemon: examples of how one is written, and
// quick checks of the simulator itself. Every rule holds in each of them.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_TOY_TOYS_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_TOY_TOYS_H_

#include <memory>
#include <string_view>
#include <vector>

#include "sim/engine/scenario.h"

namespace interleave::proptests::toy {

// The presets.
std::vector<std::unique_ptr<sim::Scenario>> scenarios();

// A scenario by its name and its parameters, "producers=3 consumers=2 ...": all of them, in the
// order in which `interleave list` shows them. Null when something does not fit.
std::unique_ptr<sim::Scenario> make_scenario(std::string_view name, std::string_view parameters);

}  // namespace interleave::proptests::toy

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_TOY_TOYS_H_
