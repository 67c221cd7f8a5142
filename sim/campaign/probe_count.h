// How often a campaign has come to each rare situation (model/probes).
#ifndef INTERLEAVE_SIM_CAMPAIGN_PROBE_COUNT_H_
#define INTERLEAVE_SIM_CAMPAIGN_PROBE_COUNT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "model/probes/probe.h"
#include "sim/campaign/report.h"

namespace interleave::sim {

// A probe's runs, over all scenarios.
struct ProbeCount {
  const Probe* probe = nullptr;
  std::uint64_t runs = 0;     // where it has variants: of the one that was met least
  std::uint32_t variant = 0;  // which that is
  std::string scenario;       // whose runs met it most, of that variant; empty: none's
  std::uint64_t there = 0;    // runs of that one

  // "header-split 7".
  [[nodiscard]] std::string name() const;
  // Why the count is not what is expected in so many schedules; empty when it is.
  [[nodiscard]] std::string wrong(std::uint64_t schedules) const;
};

// One for each of all_probes(); nothing where they were not looked for.
std::vector<ProbeCount> probe_counts(const CampaignReport& report);

// A line for each probe whose count is not what is expected: a search through all scenarios has not
// come where it should. One line where none was looked for: what was not counted was not met.
std::vector<std::string> missing_probes(const CampaignReport& report);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_PROBE_COUNT_H_
