#include "sim/campaign/portfolio.h"

#include <utility>

#include "sim/campaign/strategies.h"

namespace interleave::sim {

std::vector<std::string> search_names() {
  std::vector<std::string> names = {std::string(kPortfolio)};
  for (std::string& name : strategy_names()) names.push_back(std::move(name));
  return names;
}

std::vector<std::unique_ptr<Strategy>> make_search(std::string_view name) {
  std::vector<std::unique_ptr<Strategy>> members;
  if (name == kPortfolio) {
    for (const std::string& member : portfolio_members()) members.push_back(make_strategy(member));
  } else if (std::unique_ptr<Strategy> strategy = make_strategy(name)) {
    members.push_back(std::move(strategy));
  }
  return members;
}

}  // namespace interleave::sim
