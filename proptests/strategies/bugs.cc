#include "proptests/strategies/bugs.h"

#include <cstdint>

#include "model/base/assert.h"
#include "proptests/programs/catalogue.h"
#include "proptests/sim/program.h"
#include "sim/campaign/strategies.h"

namespace interleave::sim {

std::unique_ptr<Scenario> program_with_bug(std::string_view name) {
  for (const auto& entry : proptests::programs::programs()) {
    if (entry.name == name) return entry.make();
  }
  IL_ASSERT(false, "the suite has no program of this name");
  return nullptr;
}

Search search(const Scenario& scenario, std::string_view strategy, int trials, int limit) {
  const auto simulation = bare_simulation();
  Search result;
  double sum = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const std::unique_ptr<Strategy> decides = make_strategy(strategy);
    for (int run = 1; run <= limit; ++run) {
      const auto seed = static_cast<std::uint64_t>(trial) * 1'000'003 + static_cast<unsigned>(run);
      if (simulation->run(scenario, *decides, seed, {}).finding) {
        sum += run;
        ++result.found;
        break;
      }
    }
  }
  if (result.found != 0) result.mean = sum / result.found;
  return result;
}

}  // namespace interleave::sim
