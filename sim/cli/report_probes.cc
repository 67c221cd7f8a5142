#include "sim/cli/report_probes.h"

#include <fmt/format.h>

#include "sim/campaign/probe_count.h"
#include "sim/cli/report_summary.h"
#include "sim/cli/report_text.h"

namespace interleave::sim {

std::string probe_table(const CampaignReport& report) {
  const std::vector<ProbeCount> counts = probe_counts(report);
  if (counts.empty()) return {};
  std::vector<std::vector<std::string>> rows = {{"probe", "expected", "runs", "most in", "of it"}};
  for (const ProbeCount& count : counts) {
    rows.push_back({count.name(), std::string(to_string(count.probe->expected)),
                    grouped(count.runs), count.scenario.empty() ? "-" : count.scenario,
                    grouped(count.there)});
  }
  return table_text(rows) + "\n";
}

std::string missing_probes_text(const CampaignReport& report) {
  std::string text;
  for (const std::string& line : missing_probes(report)) text += fmt::format("PROBE {}\n", line);
  return text;
}

void add_probes(const CampaignReport& report, JsonWriter& json) {
  const std::vector<ProbeCount> counts = probe_counts(report);
  if (counts.empty()) return;
  json.key("probes").open_array();
  for (const ProbeCount& count : counts) {
    json.open_object();
    json.member("name", count.probe->name);
    json.member("what", count.probe->what);
    json.member("expected", to_string(count.probe->expected));
    json.member("variants", std::uint64_t{count.probe->variants});
    json.member("least_variant", std::uint64_t{count.variant});
    json.member("runs", count.runs);
    json.member("most_in", count.scenario);
    json.member("most_in_runs", count.there);
    json.member("as_expected", count.wrong(report.schedules()).empty());
    json.close();
  }
  json.close();
}

}  // namespace interleave::sim
