#include "sim/cli/report_json.h"

#include <chrono>

#include <fmt/format.h>

#include "sim/cli/report_text.h"
#include "sim/json/json.h"

namespace interleave::sim {
namespace {

std::string hex(std::uint64_t number) {
  return fmt::format("{:#x}", number);
}

void add_scenario(const ScenarioReport& scenario, JsonWriter& json) {
  json.open_object();
  json.member("name", scenario.name);
  json.member("parameters", scenario.parameters);
  json.member("schedules", scenario.schedules);
  json.member("steps", scenario.steps);
  json.member("distinct_traces", scenario.distinct_traces);
  json.member("distinct_traces_exact", scenario.exact);
  json.member("share_unseen", scenario.share_unseen());
  json.member("determinism_checks", scenario.determinism_checks);
  json.member("broken", scenario.broken);
  json.close();
}

void add_finding(const FoundRule& found, const Program& program, JsonWriter& json) {
  json.open_object();
  json.member("scenario", found.scenario);
  json.member("parameters", found.parameters);
  json.member("rule", found.finding.rule);
  json.member("what", found.finding.what);
  json.key("details").open_array();
  for (const std::string& detail : found.finding.details) json.value(detail);
  json.close();
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
  json.member("version", program.version);
  json.member("verdict", report.broken() == 0 ? "clean" : "broken");
  json.member("interrupted", report.interrupted);
  json.member("seed", hex(report.seed));
  json.member("strategy", report.strategy);
  json.member("seconds", std::chrono::duration<double>(report.elapsed).count());
  json.member("schedules", report.schedules());
  json.member("schedules_per_second", report.schedules_per_second());
  json.member("steps", report.steps());
  json.member("distinct_traces", report.distinct_traces());
  json.member("distinct_traces_exact", report.exact());
  json.member("share_unseen", report.share_unseen());
  json.member("determinism_checks", report.determinism_checks());
  json.member("broken", report.broken());
  json.key("rules").open_array();
  for (const std::string& rule : rules) json.value(rule);
  json.close();
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
