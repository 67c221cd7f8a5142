#include "sim/cli/report_summary.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "sim/cli/report_probes.h"
#include "sim/cli/report_text.h"

namespace interleave::sim {
namespace {

using Row = std::vector<std::string>;

constexpr std::size_t kIndent = 17;
constexpr std::size_t kWidth = 100;
// The depth whose bound is shown beside each scenario.
constexpr std::uint32_t kShownDepth = 2;

// An estimate shows that it is one.
std::string count_text(std::uint64_t count, bool exact) {
  return (exact ? "" : "~") + grouped(count);
}

std::string percent(double share) {
  return fmt::format("{:.1f} %", 100 * share);
}

std::string probability(double value) {
  return fmt::format("{:.2g}", value);
}

double per(std::uint64_t sum, std::uint64_t count) {
  return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
}

std::string plural(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", grouped(count), what, count == 1 ? "" : "s");
}

std::string wrapped(const std::vector<std::string>& words) {
  std::string text;
  std::size_t column = kIndent;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = words[i] + (i + 1 < words.size() ? "," : "");
    if (column > kIndent && column + 1 + word.size() > kWidth) {
      text += "\n" + std::string(kIndent, ' ');
      column = kIndent;
    } else if (column > kIndent) {
      text += ' ';
      ++column;
    }
    text += word;
    column += word.size();
  }
  return text;
}

std::string fact(std::string_view name, std::string_view value) {
  return fmt::format("{:<{}}{}\n", name, kIndent, value);
}

// Whether the last of these scenarios' bounds says something of a depth.
std::uint32_t deepest(const std::vector<ScenarioReport>& scenarios) {
  std::uint32_t depth = 0;
  for (const ScenarioReport& each : scenarios) depth = std::max(depth, each.miss_bound().depth());
  return depth;
}

// Good and Turing's estimate says nothing of runs that are never made twice.
std::string share_text(const ScenarioReport& scenario) {
  if (scenario.complete) return "exhaustive";
  return scenario.left_out.empty() ? percent(scenario.share_unseen()) : "not exhaustive";
}

std::string traces_text(std::uint64_t traces, bool exact, const std::string& share) {
  const std::string count = count_text(traces, exact);
  return share.empty() ? count : fmt::format("{}; share unseen {}", count, share);
}

bool has_left_out(const ScenarioReport& scenario) {
  return !scenario.left_out.empty();
}

std::string scenario_table(const CampaignReport& report) {
  const bool bounds = deepest(report.scenarios) >= kShownDepth;
  std::vector<Row> rows = {
      {"scenario", "schedules", "distinct traces", "share unseen", "points each"}};
  if (bounds) rows[0].push_back(fmt::format("missed (d <= {})", kShownDepth));
  rows[0].emplace_back("broken");
  std::size_t waiting = 0;
  for (const ScenarioReport& each : report.scenarios) {
    if (each.schedules == 0 && each.broken == 0) {
      ++waiting;
      continue;
    }
    Row row = {each.name, grouped(each.schedules), count_text(each.distinct_traces, each.exact),
               share_text(each), fmt::format("{:.1f}", per(each.steps, each.schedules))};
    if (bounds) {
      row.push_back(each.complete ? "0" : probability(each.miss_bound().missed(kShownDepth)));
    }
    row.push_back(grouped(each.broken));
    rows.push_back(std::move(row));
  }
  std::string table = table_text(rows);
  if (waiting > 0) {
    table += fmt::format("and {} whose turn did not come\n", plural(waiting, "scenario"));
  }
  return table + "\n";
}

std::string strategy_table(const CampaignReport& report,
                           const std::vector<StrategyReport>& strategies) {
  std::chrono::nanoseconds all{};
  for (const StrategyReport& each : strategies) all += each.time;
  std::vector<Row> rows = {{"strategy", "schedules", "time", "points each", "traces",
                            "no other had", "broken", "findings"}};
  for (const StrategyReport& each : strategies) {
    const double share = all.count() == 0 ? 0
                                          : static_cast<double>(each.time.count()) /
                                                static_cast<double>(all.count());
    rows.push_back({each.name, grouped(each.schedules), percent(share),
                    fmt::format("{:.1f}", per(each.steps, each.schedules)),
                    count_text(each.traces, report.exact()),
                    count_text(each.only_traces, report.exact()), grouped(each.broken),
                    grouped(report.found_by(each.name))});
  }
  return table_text(rows) + "\n";
}

std::string seen_by(const MissBound& bound, std::uint32_t depth) {
  return fmt::format("n <= {} threads, k {} to {} points, {}", bound.threads(),
                     grouped(bound.least_points(depth)), grouped(bound.most_points(depth)),
                     plural(bound.runs(depth), "schedule"));
}

// For each depth of which something is known, in the scenario where least is.
std::string bound_text(const CampaignReport& report) {
  std::string text;
  for (std::uint32_t depth = 1; depth <= deepest(report.scenarios); ++depth) {
    const ScenarioReport& weakest = *report.weakest(depth);
    if (weakest.complete) break;
    if (text.empty()) {
      text = fact("missed", "a bug of depth d, at most with this probability; where that is most:");
    }
    const MissBound bound = weakest.miss_bound();
    text += fact("", fmt::format("d <= {}  {:<8} {} ({})", depth, probability(bound.missed(depth)),
                                 weakest.name, seen_by(bound, depth)));
  }
  return text;
}

std::string exhaustive_text(const CampaignReport& report) {
  std::uint64_t schedules = 0;
  std::size_t complete = 0;
  for (const ScenarioReport& each : report.scenarios) {
    if (!each.complete) continue;
    ++complete;
    schedules += each.schedules;
  }
  if (complete == 0) return {};
  const std::string where =
      complete == report.scenarios.size()
          ? std::string()
          : fmt::format(" in {} of {} scenarios", complete, report.scenarios.size());
  return fact("exhaustive", plural(schedules, "execution") + where + ": there are no others");
}

// What an exhaustive search has not looked at. A search that a finding has ended is not asked.
std::string left_out_text(const CampaignReport& report) {
  if (!report.clean()) return {};
  std::string text;
  for (const ScenarioReport& each : report.scenarios) {
    if (!has_left_out(each)) continue;
    const std::string where = report.scenarios.size() > 1 ? each.name + ": " : std::string();
    text += fact(text.empty() ? "left out" : "", where + each.left_out);
  }
  return text;
}

std::string verdict_text(const CampaignReport& report) {
  std::string how = report.interrupted ? ", interrupted" : "";
  for (const std::string& lost : report.lost) how += fmt::format(", INCOMPLETE: {}", lost);
  if (report.clean()) return fmt::format("clean{}", how);
  std::vector<std::string> rules;
  for (const FoundRule& found : report.findings) {
    rules.push_back(fmt::format("{} in {}", found.finding.rule, found.scenario));
  }
  return fmt::format("BROKEN{}: {} of {} schedules; {}", how, grouped(report.broken()),
                     grouped(report.schedules()), wrapped(rules));
}

}  // namespace

std::string table_text(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += i == 0 ? fmt::format("{:<{}}", row[i], widths[i])
                     : fmt::format("  {:>{}}", row[i], widths[i]);
    }
    text += '\n';
  }
  return text;
}

std::string summary_text(const CampaignReport& report, const std::vector<std::string>& rules) {
  std::string text = "\n";
  if (report.scenarios.size() > 1) text += scenario_table(report);
  const std::vector<StrategyReport> strategies = report.strategies();
  if (strategies.size() > 1) text += strategy_table(report, strategies);
  text += probe_table(report);
  const double seconds = std::chrono::duration<double>(report.elapsed).count();
  text += fact("schedules",
               fmt::format("{} in {:.1f} s ({} a second)", grouped(report.schedules()), seconds,
                           grouped(static_cast<std::uint64_t>(report.schedules_per_second()))));
  const bool systematic = std::ranges::any_of(report.scenarios, has_left_out);
  text += fact("distinct traces",
               traces_text(report.distinct_traces(), report.exact(),
                           systematic ? std::string() : percent(report.share_unseen())));
  text += fact("points", fmt::format("{:.1f} a schedule", per(report.steps(), report.schedules())));
  text += exhaustive_text(report) + left_out_text(report) + bound_text(report);
  text += fact("determinism", fmt::format("{} repeated from {} decisions",
                                          plural(report.determinism_checks(), "run"),
                                          report.determinism_checks() == 1 ? "its" : "their"));
  text += fact("rules checked", wrapped(rules));
  return text + fact("verdict", verdict_text(report));
}

std::string scenario_text(const ScenarioReport& scenario) {
  std::string text = fact("parameters", scenario.parameters);
  text += fact("schedules", grouped(scenario.schedules));
  text += fact("distinct traces",
               traces_text(scenario.distinct_traces, scenario.exact,
                           has_left_out(scenario) ? "" : percent(scenario.share_unseen())));
  text += fact("points", fmt::format("{:.1f} a schedule", per(scenario.steps, scenario.schedules)));
  if (scenario.complete) text += fact("exhaustive", "there are no other schedules");
  if (has_left_out(scenario)) text += fact("left out", scenario.left_out);
  const MissBound bound = scenario.miss_bound();
  for (std::uint32_t depth = 1; depth <= bound.depth(); ++depth) {
    text += fact("missed", fmt::format("a bug of depth <= {}: with probability <= {} ({})", depth,
                                       probability(bound.missed(depth)), seen_by(bound, depth)));
  }
  return text + fact("broken", grouped(scenario.broken));
}

std::string seeds_text(const CampaignReport& report) {
  std::set<std::uint64_t> seeds;
  for (const SeedPart& each : report.parts) seeds.insert(each.seed);
  std::string text = fmt::format("{:#x}", report.seed());
  if (seeds.size() > 1) text += fmt::format(" and {} more", seeds.size() - 1);
  return text;
}

}  // namespace interleave::sim
