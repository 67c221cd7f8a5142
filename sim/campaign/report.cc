#include "sim/campaign/report.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace interleave::sim {
namespace {

std::uint64_t sum(const std::vector<ScenarioReport>& scenarios,
                  std::uint64_t ScenarioReport::* member) {
  return std::accumulate(
      scenarios.begin(), scenarios.end(), std::uint64_t{0},
      [member](std::uint64_t sum, const ScenarioReport& each) { return sum + each.*member; });
}

}  // namespace

void ScenarioReport::derive() {
  schedules = 0;
  steps = 0;
  for (unsigned i = 0; i < strategies.size(); ++i) {
    StrategyReport& each = strategies[i];
    schedules += each.schedules;
    steps += each.steps;
    each.traces = traces == nullptr ? 0 : traces->from(i);
    each.only_traces = traces == nullptr ? 0 : traces->only_from(i);
  }
  distinct_traces = traces == nullptr ? 0 : traces->distinct();
  traces_once = traces == nullptr ? 0 : traces->once();
  exact = traces == nullptr || traces->exact();
}

double ScenarioReport::share_unseen() const {
  return complete ? 0 : sim::share_unseen(traces_once, schedules);
}

std::chrono::nanoseconds ScenarioReport::time() const {
  std::chrono::nanoseconds time{};
  for (const StrategyReport& each : strategies) time += each.time;
  return time;
}

MissBound ScenarioReport::miss_bound() const {
  MissBound bound;
  for (const StrategyReport& each : strategies) bound.add(each.miss_bound);
  return bound;
}

std::string place_of(const Finding& finding) {
  std::set<std::string> words;
  std::string word;
  for (const char c : finding.what + ' ') {
    const bool digit = c >= '0' && c <= '9';
    if (c == ' ') {
      words.insert(std::exchange(word, {}));
    } else if (!digit) {
      word += c;
    } else if (!word.ends_with('#')) {
      word += '#';
    }
  }
  std::string place;
  for (const std::string& each : words) place += each + ' ';
  return place;
}

bool same_finding(const FoundRule& a, const FoundRule& b) {
  return a.scenario == b.scenario && a.parameters == b.parameters &&
         a.finding.rule == b.finding.rule && place_of(a.finding) == place_of(b.finding);
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
  double unseen = 0;
  for (const ScenarioReport& each : scenarios) {
    unseen += each.share_unseen() * static_cast<double>(each.schedules);
  }
  const std::uint64_t runs = schedules();
  return runs == 0 ? 1 : unseen / static_cast<double>(runs);
}

double CampaignReport::schedules_per_second() const {
  const double seconds = std::chrono::duration<double>(elapsed).count();
  return seconds > 0 ? static_cast<double>(schedules()) / seconds : 0;
}

std::vector<StrategyReport> CampaignReport::strategies() const {
  std::vector<StrategyReport> sums;
  for (const ScenarioReport& scenario : scenarios) {
    for (const StrategyReport& each : scenario.strategies) {
      auto sum = std::find_if(sums.begin(), sums.end(),
                              [&](const StrategyReport& known) { return known.name == each.name; });
      if (sum == sums.end()) sum = sums.insert(sums.end(), StrategyReport{.name = each.name});
      sum->schedules += each.schedules;
      sum->steps += each.steps;
      sum->traces += each.traces;
      sum->only_traces += each.only_traces;
      sum->broken += each.broken;
      sum->time += each.time;
    }
  }
  return sums;
}

std::uint64_t CampaignReport::found_by(const std::string& name) const {
  return static_cast<std::uint64_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const FoundRule& found) { return found.strategy == name; }));
}

const ScenarioReport* CampaignReport::weakest(std::uint32_t depth) const {
  const ScenarioReport* weakest = nullptr;
  double most = -1;
  for (const ScenarioReport& each : scenarios) {
    // Who has seen everything has missed nothing.
    const double missed = each.complete ? 0 : each.miss_bound().missed(depth);
    if (each.schedules == 0 || missed <= most) continue;
    most = missed;
    weakest = &each;
  }
  return weakest;
}

}  // namespace interleave::sim
