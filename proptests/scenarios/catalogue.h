// The scenarios that the project explores.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_CATALOGUE_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_CATALOGUE_H_

#include <memory>
#include <string_view>
#include <vector>

#include "sim/engine/scenario.h"

namespace interleave::proptests {

// Every preset, in the order in which they are shown.
std::vector<std::unique_ptr<sim::Scenario>> scenarios();

// The scenario of a name with parameters as Scenario::parameters gives them (empty: the preset's
// own). Null where there is no such scenario, or the parameters are wrong.
std::unique_ptr<sim::Scenario> make_scenario(std::string_view name, std::string_view parameters);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_CATALOGUE_H_
