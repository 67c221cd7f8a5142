#include "sim/cli/report_junit.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

#include <fmt/format.h>

#include "sim/cli/report_summary.h"
#include "sim/cli/report_text.h"
#include "sim/json/utf8.h"

namespace interleave::sim {
namespace {

double in_seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

std::string failure(const CampaignReport& report, const ScenarioReport& scenario,
                    const Program& program) {
  std::string type;
  std::string message;
  std::string text;
  for (const FoundRule& found : report.findings) {
    if (found.scenario != scenario.name) continue;
    if (type.empty()) type = found.finding.rule;
    if (!message.empty()) message += "; ";
    message += fmt::format("{}: {}", found.finding.rule, found.finding.what);
    text += found_text(found, program.command);
  }
  return fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n", xml_text(type),
                     xml_text(message), xml_text(text));
}

bool has_finding(const CampaignReport& report, const std::string& scenario) {
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [&](const FoundRule& found) { return found.scenario == scenario; });
}

std::string scenario_case(const CampaignReport& report, const ScenarioReport& scenario,
                          const Program& program) {
  std::string text =
      fmt::format("    <testcase classname=\"interleave\" name=\"{}\" time=\"{:.3f}\">\n",
                  xml_text(scenario.name), in_seconds(scenario.time()));
  if (has_finding(report, scenario.name)) {
    text += failure(report, scenario, program);
  } else if (scenario.schedules == 0) {
    text += "      <skipped message=\"its turn did not come\"/>\n";
  }
  return text + fmt::format("      <system-out>{}</system-out>\n    </testcase>\n",
                            xml_text(scenario_text(scenario)));
}

std::string lost_case(const std::string& lost) {
  return fmt::format(
      "    <testcase classname=\"interleave\" name=\"{0}\" time=\"0\">\n"
      "      <error type=\"lost\" message=\"{0}\"/>\n    </testcase>\n",
      xml_text(lost));
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string xml;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const std::string_view one = text.substr(0, length);
    const char c = text.front();
    if (length == 0 || (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') ||
        one == "\xef\xbf\xbe" || one == "\xef\xbf\xbf") {
      xml += kReplacement;
    } else if (c == '<') {
      xml += "&lt;";
    } else if (c == '>') {
      xml += "&gt;";
    } else if (c == '&') {
      xml += "&amp;";
    } else if (c == '"') {
      xml += "&quot;";
    } else {
      xml += one;
    }
    text.remove_prefix(std::max(length, std::size_t{1}));
  }
  return xml;
}

std::string report_junit(const CampaignReport& report, const Program& program) {
  std::string cases;
  std::size_t failures = 0;
  std::size_t skipped = 0;
  for (const ScenarioReport& scenario : report.scenarios) {
    const bool failed = has_finding(report, scenario.name);
    failures += failed ? 1 : 0;
    skipped += !failed && scenario.schedules == 0 ? 1 : 0;
    cases += scenario_case(report, scenario, program);
  }
  for (const std::string& lost : report.lost) cases += lost_case(lost);
  const std::string counts = fmt::format(
      "name=\"interleave\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" "
      "time=\"{:.3f}\"",
      report.scenarios.size() + report.lost.size(), failures, report.lost.size(), skipped,
      in_seconds(report.elapsed));
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {0}>\n  <testsuite {0}>\n"
      "    <properties>\n"
      "      <property name=\"version\" value=\"{1}\"/>\n"
      "      <property name=\"strategy\" value=\"{2}\"/>\n"
      "      <property name=\"seed\" value=\"{3:#x}\"/>\n"
      "    </properties>\n{4}  </testsuite>\n</testsuites>\n",
      counts, xml_text(report.version), xml_text(report.strategy), report.seed(), cases);
}

}  // namespace interleave::sim
