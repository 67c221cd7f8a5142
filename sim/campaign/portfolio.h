// Several strategies that take turns.
#ifndef INTERLEAVE_SIM_CAMPAIGN_PORTFOLIO_H_
#define INTERLEAVE_SIM_CAMPAIGN_PORTFOLIO_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/strategy.h"

namespace interleave::sim {

// What to ask for to get all of portfolio_members(): no strategy is best at everything.
inline constexpr std::string_view kPortfolio = "portfolio";

// What can be asked for: the portfolio, which is the default, and each strategy.
std::vector<std::string> search_names();

// The strategies behind a name, at least one, each as new: run number i of a scenario is made by
// number i % size. Empty for other names.
std::vector<std::unique_ptr<Strategy>> make_search(std::string_view name);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_PORTFOLIO_H_
