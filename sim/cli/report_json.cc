#include "sim/cli/report_json.h"

#include <chrono>

#include <fmt/format.h>

#include "sim/cli/report_probes.h"
#include "sim/cli/report_text.h"
#include "sim/json/json.h"

namespace interleave::sim {
namespace {

std::string hex(std::uint64_t number) {
  return fmt::format("{:#x}", number);
}

double points_each(std::uint64_t steps, std::uint64_t schedules) {
  return schedules == 0 ? 0 : static_cast<double>(steps) / static_cast<double>(schedules);
}

// What is proven, by depth; nothing where nothing is.
void add_bound(const MissBound& bound, JsonWriter& json) {
  json.key("missed").open_array();
  for (std::uint32_t depth = 1; depth <= bound.depth(); ++depth) {
    json.open_object();
    json.member("depth", std::uint64_t{depth});
    json.member("probability_at_most", bound.missed(depth));
    json.member("schedules", bound.runs(depth));
    json.member("points_least", bound.least_points(depth));
    json.member("points_most", bound.most_points(depth));
    json.close();
  }
  json.close();
  json.member("missed_threads", std::uint64_t{bound.threads()});
}

void add_strategy(const StrategyReport& strategy, JsonWriter& json) {
  json.member("name", strategy.name);
  json.member("schedules", strategy.schedules);
  json.member("seconds", std::chrono::duration<double>(strategy.time).count());
  json.member("points_per_schedule", points_each(strategy.steps, strategy.schedules));
  json.member("traces", strategy.traces);
  json.member("traces_no_other_had", strategy.only_traces);
  json.member("broken", strategy.broken);
}

void add_scenario(const ScenarioReport& scenario, JsonWriter& json) {
  json.open_object();
  json.member("name", scenario.name);
  json.member("parameters", scenario.parameters);
  json.member("schedules", scenario.schedules);
  json.member("steps", scenario.steps);
  json.member("points_per_schedule", points_each(scenario.steps, scenario.schedules));
  json.member("distinct_traces", scenario.distinct_traces);
  json.member("distinct_traces_exact", scenario.exact);
  json.member("share_unseen", scenario.share_unseen());
  json.member("exhaustive", scenario.complete);
  if (!scenario.left_out.empty()) json.member("left_out", scenario.left_out);
  add_bound(scenario.miss_bound(), json);
  json.member("determinism_checks", scenario.determinism_checks);
  json.member("broken", scenario.broken);
  json.key("strategies").open_array();
  for (const StrategyReport& each : scenario.strategies) {
    json.open_object();
    add_strategy(each, json);
    json.close();
  }
  json.close();
  json.close();
}

void add_strategies(const CampaignReport& report, JsonWriter& json) {
  json.key("strategies").open_array();
  for (const StrategyReport& each : report.strategies()) {
    json.open_object();
    add_strategy(each, json);
    json.member("findings", report.found_by(each.name));
    json.close();
  }
  json.close();
}

void add_parts(const CampaignReport& report, JsonWriter& json) {
  json.key("parts").open_array();
  for (const SeedPart& each : report.parts) {
    json.open_object();
    json.member("seed", hex(each.seed));
    json.member("shard", fmt::format("{}/{}", each.part.index + 1, each.part.count));
    json.close();
  }
  json.close();
}

void add_texts(std::string_view name, const std::vector<std::string>& texts, JsonWriter& json) {
  json.key(name).open_array();
  for (const std::string& text : texts) json.value(text);
  json.close();
}

void add_finding(const FoundRule& found, const Program& program, JsonWriter& json) {
  json.open_object();
  json.member("scenario", found.scenario);
  json.member("parameters", found.parameters);
  json.member("rule", found.finding.rule);
  json.member("what", found.finding.what);
  add_texts("details", found.finding.details, json);
  json.member("strategy", found.strategy);
  json.member("seed", hex(found.seed));
  json.member("run", found.run);
  json.member("step", found.finding.step);
  json.member("decisions", found.decisions);
  json.member("hash", hex(found.hash));
  json.member("file", found.file);
  json.member("replay", found.file.empty() ? std::string()
                                           : replay_command_line(program.command, found.file));
  json.close();
}

}  // namespace

std::string report_json(const CampaignReport& report, const std::vector<std::string>& rules,
                        const Program& program) {
  JsonWriter json;
  json.open_object();
  json.member("format", std::uint64_t{kReportFormat});
  json.member("version", report.version);
  json.member("verdict", !report.clean() ? "broken" : report.lost.empty() ? "clean" : "incomplete");
  json.member("interrupted", report.interrupted);
  json.member("seed", hex(report.seed()));
  add_parts(report, json);
  json.member("strategy", report.strategy);
  json.member("seconds", std::chrono::duration<double>(report.elapsed).count());
  json.member("schedules", report.schedules());
  json.member("schedules_per_second", report.schedules_per_second());
  json.member("steps", report.steps());
  json.member("points_per_schedule", points_each(report.steps(), report.schedules()));
  json.member("distinct_traces", report.distinct_traces());
  json.member("distinct_traces_exact", report.exact());
  json.member("share_unseen", report.share_unseen());
  json.member("determinism_checks", report.determinism_checks());
  json.member("broken", report.broken());
  add_texts("lost", report.lost, json);
  add_texts("rules", rules, json);
  add_strategies(report, json);
  add_probes(report, json);
  json.key("scenarios").open_array();
  for (const ScenarioReport& scenario : report.scenarios) add_scenario(scenario, json);
  json.close();
  json.key("findings").open_array();
  for (const FoundRule& found : report.findings) add_finding(found, program, json);
  json.close();
  json.close();
  return json.text();
}

}  // namespace interleave::sim
