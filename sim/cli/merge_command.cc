#include <cstdio>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "sim/campaign/join.h"
#include "sim/campaign/results_file.h"
#include "sim/campaign/rules.h"
#include "sim/cli/commands.h"
#include "sim/cli/report_files.h"
#include "sim/cli/report_summary.h"
#include "sim/cli/report_text.h"

namespace interleave::sim {
namespace {

// The reports of the files, or what is wrong with one.
std::variant<CampaignReport, std::string> read_and_join(const std::vector<std::string>& files) {
  std::vector<NamedReport> reports;
  for (const std::string& file : files) {
    std::variant<CampaignReport, std::string> read = read_results(file);
    if (const auto* error = std::get_if<std::string>(&read)) {
      return fmt::format("{}: {}", file, *error);
    }
    reports.push_back({file, std::get<CampaignReport>(std::move(read))});
  }
  return join(reports);
}

}  // namespace

ExitStatus merge_command(const Program& program, const Arguments& arguments) {
  const std::vector<std::string>& files = arguments.rest();
  if (files.empty()) {
    return usage_error(program, "merge: name files that explore --state has written");
  }
  const auto joined = read_and_join(files);
  if (const auto* error = std::get_if<std::string>(&joined)) {
    return usage_error(program, fmt::format("merge: {}", *error));
  }
  ReportFiles outputs;
  if (const std::string error = outputs.open(arguments); !error.empty()) {
    return usage_error(program, fmt::format("merge: {}", error));
  }
  const auto& report = std::get<CampaignReport>(joined);
  const std::vector<std::string> rules = checked_rule_names();
  fmt::print("Joined {} file{}, strategy {}, seed {}.\n", files.size(),
             files.size() == 1 ? "" : "s", report.strategy, seeds_text(report));
  for (const FoundRule& found : report.findings) {
    fmt::print("{}", found_text(found, program.command));
  }
  fmt::print("{}", summary_text(report, rules));
  if (const std::string error = outputs.write(report, rules, program); !error.empty()) {
    return usage_error(program, fmt::format("merge: {}", error));
  }
  return status_of(report);
}

}  // namespace interleave::sim
