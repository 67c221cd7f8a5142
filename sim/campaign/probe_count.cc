#include "sim/campaign/probe_count.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace interleave::sim {
namespace {

// What is met often is met in one run of so many.
constexpr std::uint64_t kOften = 1000;

ProbeCount count_at(const CampaignReport& report, std::size_t place) {
  ProbeCount count;
  for (const ScenarioReport& scenario : report.scenarios) {
    if (place >= scenario.situations.size()) continue;
    const std::uint64_t runs = scenario.situations[place];
    count.runs += runs;
    if (runs > count.there) {
      count.there = runs;
      count.scenario = scenario.name;
    }
  }
  return count;
}

ProbeCount least_of(const CampaignReport& report, const Probe& probe, std::size_t place) {
  ProbeCount least;
  for (std::uint32_t i = 0; i < probe.variants; ++i) {
    ProbeCount count = count_at(report, place + i);
    count.probe = &probe;
    count.variant = probe.first + i;
    if (i == 0 || count.runs < least.runs) least = count;
  }
  return least;
}

}  // namespace

std::string ProbeCount::name() const {
  return probe->variants == 1 ? std::string(probe->name)
                              : fmt::format("{} {}", probe->name, variant);
}

std::string ProbeCount::wrong(std::uint64_t schedules) const {
  switch (probe->expected) {
    case Expected::often:
      if (runs > 0 && runs >= schedules / kOften) return {};
      return fmt::format("{} was met in {} of {} runs, and is to be met in one of {}: {}", name(),
                         runs, schedules, kOften, probe->what);
    case Expected::rarely:
      if (runs > 0) return {};
      return fmt::format("{} was never met: {}", name(), probe->what);
    case Expected::never:
      break;
  }
  if (runs == 0) return {};
  return fmt::format("{} was met in {} runs, and is not to be met: {}", name(), runs, probe->what);
}

std::vector<ProbeCount> probe_counts(const CampaignReport& report) {
  const bool counted =
      std::any_of(report.scenarios.begin(), report.scenarios.end(),
                  [](const ScenarioReport& each) { return !each.situations.empty(); });
  std::vector<ProbeCount> counts;
  if (!counted) return counts;
  std::size_t place = 0;
  for (const Probe& probe : all_probes()) {
    counts.push_back(least_of(report, probe, place));
    place += probe.variants;
  }
  return counts;
}

std::vector<std::string> missing_probes(const CampaignReport& report) {
  const std::vector<ProbeCount> counts = probe_counts(report);
  if (counts.empty()) return {"no rare situation was counted in any run"};
  std::vector<std::string> lines;
  for (const ProbeCount& count : counts) {
    std::string wrong = count.wrong(report.schedules());
    if (!wrong.empty()) lines.push_back(std::move(wrong));
  }
  return lines;
}

}  // namespace interleave::sim
