// The strategies by name.
#ifndef INTERLEAVE_SIM_CAMPAIGN_STRATEGIES_H_
#define INTERLEAVE_SIM_CAMPAIGN_STRATEGIES_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/strategy.h"

namespace interleave::sim {

// Every strategy that make_strategy knows, for lists and messages. It knows "pct" with other depths
// as well.
std::vector<std::string> strategy_names();

// A strategy for the runs of one scenario, from which it may learn; null for other names.
std::unique_ptr<Strategy> make_strategy(std::string_view name);

// Those among which a portfolio takes turns: none finds everything, and each finds something first.
std::vector<std::string> portfolio_members();

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_STRATEGIES_H_
