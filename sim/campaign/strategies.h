// The strategies by name.
#ifndef INTERLEAVE_SIM_CAMPAIGN_STRATEGIES_H_
#define INTERLEAVE_SIM_CAMPAIGN_STRATEGIES_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/strategy.h"

namespace interleave::sim {

// Every strategy that make_strategy knows; the first is the default.
std::vector<std::string> strategy_names();

// Null for other names.
std::unique_ptr<Strategy> make_strategy(std::string_view name);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_STRATEGIES_H_
