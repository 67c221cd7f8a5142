#include "sim/campaign/report.h"

#include <algorithm>
#include <numeric>

#include "sim/campaign/trace_set.h"

namespace interleave::sim {
namespace {

std::uint64_t sum(const std::vector<ScenarioReport>& scenarios,
                  std::uint64_t ScenarioReport::* member) {
  return std::accumulate(
      scenarios.begin(), scenarios.end(), std::uint64_t{0},
      [member](std::uint64_t sum, const ScenarioReport& each) { return sum + each.*member; });
}

}  // namespace

double ScenarioReport::share_unseen() const {
  return sim::share_unseen(traces_once, schedules);
}

std::uint64_t CampaignReport::schedules() const {
  return sum(scenarios, &ScenarioReport::schedules);
}

std::uint64_t CampaignReport::steps() const {
  return sum(scenarios, &ScenarioReport::steps);
}

std::uint64_t CampaignReport::distinct_traces() const {
  return sum(scenarios, &ScenarioReport::distinct_traces);
}

std::uint64_t CampaignReport::determinism_checks() const {
  return sum(scenarios, &ScenarioReport::determinism_checks);
}

std::uint64_t CampaignReport::broken() const {
  return sum(scenarios, &ScenarioReport::broken);
}

bool CampaignReport::exact() const {
  return std::all_of(scenarios.begin(), scenarios.end(),
                     [](const ScenarioReport& scenario) { return scenario.exact; });
}

double CampaignReport::share_unseen() const {
  return sim::share_unseen(sum(scenarios, &ScenarioReport::traces_once), schedules());
}

double CampaignReport::schedules_per_second() const {
  const double seconds = std::chrono::duration<double>(elapsed).count();
  return seconds > 0 ? static_cast<double>(schedules()) / seconds : 0;
}

}  // namespace interleave::sim
