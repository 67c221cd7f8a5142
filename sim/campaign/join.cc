#include "sim/campaign/join.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "model/base/assert.h"

namespace interleave::sim {
namespace {

const ScenarioReport* find(const CampaignReport& report, const std::string& name) {
  const auto at = std::find_if(report.scenarios.begin(), report.scenarios.end(),
                               [&](const ScenarioReport& each) { return each.name == name; });
  return at == report.scenarios.end() ? nullptr : &*at;
}

std::string text_of(const SeedPart& part) {
  return fmt::format("part {} of {} of seed {:#x}", part.part.index + 1, part.part.count,
                     part.seed);
}

std::string differ(const std::string& what, const NamedReport& one, const std::string& its,
                   const NamedReport& other, const std::string& others) {
  return fmt::format("{}: {} \"{}\", but {} has \"{}\"", other.name, what, others, one.name, its);
}

// Why `two` does not fit to `one`, which comes before it.
std::optional<std::string> head_error(const NamedReport& one, const NamedReport& two) {
  const CampaignReport& first = one.report;
  const CampaignReport& second = two.report;
  if (first.version != second.version) {
    return differ("version", one, first.version, two, second.version);
  }
  if (first.strategy != second.strategy) {
    return differ("strategy", one, first.strategy, two, second.strategy);
  }
  for (const SeedPart& a : first.parts) {
    for (const SeedPart& b : second.parts) {
      if (a.seed != b.seed || !overlap(a.part, b.part)) continue;
      if (a == b) return fmt::format("{}: {} is in {} already", two.name, text_of(b), one.name);
      return fmt::format("{}: {} has runs that {} of {} has too", two.name, text_of(b), text_of(a),
                         one.name);
    }
  }
  return std::nullopt;
}

bool same_strategies(const ScenarioReport& a, const ScenarioReport& b) {
  return std::equal(
      a.strategies.begin(), a.strategies.end(), b.strategies.begin(), b.strategies.end(),
      [](const StrategyReport& one, const StrategyReport& two) { return one.name == two.name; });
}

std::optional<std::string> fit_error(const NamedReport& one, const NamedReport& two) {
  if (auto error = head_error(one, two)) return error;
  for (const ScenarioReport& mine : two.report.scenarios) {
    const ScenarioReport* other = find(one.report, mine.name);
    if (other == nullptr) continue;
    if (other->parameters != mine.parameters) {
      return differ(fmt::format("scenario {} with parameters", mine.name), one, other->parameters,
                    two, mine.parameters);
    }
    if (!same_strategies(*other, mine)) {
      return fmt::format("{}: the strategies in scenario {} are not those of {}", two.name,
                         mine.name, one.name);
    }
  }
  return std::nullopt;
}

void add(const StrategyReport& from, StrategyReport& to) {
  to.schedules += from.schedules;
  to.steps += from.steps;
  to.broken += from.broken;
  to.time += from.time;
  to.miss_bound.add(from.miss_bound);
}

void add(const ScenarioReport& from, ScenarioReport& to) {
  to.determinism_checks += from.determinism_checks;
  to.broken += from.broken;
  to.complete = to.complete || from.complete;
  if (to.left_out.empty()) to.left_out = from.left_out;
  if (to.complete) to.left_out.clear();
  to.situations.resize(std::max(to.situations.size(), from.situations.size()));
  for (std::size_t i = 0; i < from.situations.size(); ++i) to.situations[i] += from.situations[i];
  for (std::size_t i = 0; i < to.strategies.size(); ++i) add(from.strategies[i], to.strategies[i]);
}

// The scenario called `name` of all reports together; their traces are joined in one new set, if
// any has some.
ScenarioReport joined_scenario(const std::vector<NamedReport>& reports, const std::string& name) {
  std::optional<ScenarioReport> sum;
  std::shared_ptr<TraceSet> traces;
  for (const NamedReport& each : reports) {
    const ScenarioReport* scenario = find(each.report, name);
    if (scenario == nullptr) continue;
    if (sum) {
      add(*scenario, *sum);
    } else {
      sum = *scenario;
    }
    if (scenario->traces == nullptr) continue;
    if (traces == nullptr) traces = std::make_shared<TraceSet>();
    traces->join(*scenario->traces);
  }
  sum->traces = traces;
  sum->derive();
  return *std::move(sum);
}

void add_finding(const FoundRule& found, std::vector<FoundRule>& findings) {
  const bool known = std::any_of(findings.begin(), findings.end(), [&](const FoundRule& other) {
    return same_finding(found, other);
  });
  if (!known) findings.push_back(found);
}

}  // namespace

std::variant<CampaignReport, std::string> join(const std::vector<NamedReport>& reports) {
  for (std::size_t two = 1; two < reports.size(); ++two) {
    for (std::size_t one = 0; one < two; ++one) {
      if (auto error = fit_error(reports[one], reports[two])) return *std::move(error);
    }
  }
  return sum_of(reports);
}

CampaignReport sum_of(const std::vector<NamedReport>& reports) {
  IL_ASSERT(!reports.empty(), "there is nothing to join");
  CampaignReport sum;
  sum.version = reports.front().report.version;
  sum.strategy = reports.front().report.strategy;
  for (const NamedReport& each : reports) {
    const CampaignReport& report = each.report;
    sum.parts.insert(sum.parts.end(), report.parts.begin(), report.parts.end());
    sum.lost.insert(sum.lost.end(), report.lost.begin(), report.lost.end());
    sum.elapsed += report.elapsed;
    sum.interrupted = sum.interrupted || report.interrupted;
    for (const FoundRule& found : report.findings) add_finding(found, sum.findings);
    for (const ScenarioReport& scenario : report.scenarios) {
      if (find(sum, scenario.name) == nullptr) {
        sum.scenarios.push_back(joined_scenario(reports, scenario.name));
      }
    }
  }
  return sum;
}

}  // namespace interleave::sim
