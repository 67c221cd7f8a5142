// What "explore" is asked to do.
#ifndef INTERLEAVE_SIM_CLI_EXPLORE_REQUEST_H_
#define INTERLEAVE_SIM_CLI_EXPLORE_REQUEST_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/campaign/campaign.h"
#include "sim/cli/arguments.h"
#include "sim/cli/catalogue.h"

namespace interleave::sim {

struct ExploreRequest {
  std::vector<std::unique_ptr<Scenario>> scenarios;
  CampaignOptions options;
  std::optional<unsigned> jobs;         // processes; absent: this one alone
  std::optional<std::uint64_t> hashes;  // runs of each scenario whose hashes are wanted
  bool every_probe = false;             // every rare situation must have been met
};

std::variant<ExploreRequest, UsageError> parse_explore_request(const Arguments& arguments,
                                                               const Catalogue& catalogue);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_EXPLORE_REQUEST_H_
