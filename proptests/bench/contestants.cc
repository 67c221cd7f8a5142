#include "proptests/bench/contestants.h"

#include <algorithm>

#include "model/base/assert.h"
#include "sim/campaign/strategies.h"

namespace interleave::bench {
namespace {

std::vector<std::string> members_of(std::string_view name) {
  if (name != kPortfolio) return {std::string(name)};
  return sim::portfolio_members();
}

}  // namespace

std::vector<std::string> contestants() {
  std::vector<std::string> names = sim::strategy_names();
  names.emplace_back(kPortfolio);
  return names;
}

std::vector<std::string> bug_contestants() {
  std::vector<std::string> names = contestants();
  // Without preemptions it makes the same run again and again.
  std::erase(names, "non-preemptive");
  // Of these programs, which have no faults, it makes the runs of the random walk.
  std::erase(names, "fair");
  return names;
}

std::size_t portfolio_size() {
  return members_of(kPortfolio).size();
}

Contestant::Contestant(std::string_view name) {
  for (const std::string& member : members_of(name)) members_.push_back(sim::make_strategy(member));
  IL_ASSERT(!members_.empty() && members_.front() != nullptr, "there is no such strategy");
}

}  // namespace interleave::bench
