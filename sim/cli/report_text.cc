#include "sim/cli/report_text.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace interleave::sim {
namespace {

// An estimate shows that it is one.
std::string count_text(std::uint64_t count, bool exact) {
  return (exact ? "" : "about ") + grouped(count);
}

std::string percent(double share) {
  return fmt::format("{:.1f} %", 100 * share);
}

double per(std::uint64_t sum, std::uint64_t count) {
  return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
}

std::string wrapped(const std::vector<std::string>& words, std::size_t indent, std::size_t width) {
  std::string text;
  std::size_t column = indent;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = words[i] + (i + 1 < words.size() ? "," : "");
    if (column > indent && column + 1 + word.size() > width) {
      text += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      text += ' ';
      ++column;
    }
    text += word;
    column += word.size();
  }
  return text;
}

std::string scenario_table(const std::vector<ScenarioReport>& scenarios) {
  std::size_t width = 8;
  for (const ScenarioReport& each : scenarios) width = std::max(width, each.name.size());
  std::string table = fmt::format("{:<{}}  {:>12}  {:>15}  {:>12}  {:>12}\n", "scenario", width,
                                  "schedules", "distinct traces", "share unseen", "steps each");
  std::size_t waiting = 0;
  for (const ScenarioReport& each : scenarios) {
    if (each.schedules == 0) ++waiting;
    if (each.schedules == 0) continue;
    fmt::format_to(std::back_inserter(table), "{:<{}}  {:>12}  {:>15}  {:>12}  {:>12.1f}{}\n",
                   each.name, width, grouped(each.schedules),
                   (each.exact ? "" : "~") + grouped(each.distinct_traces),
                   percent(each.share_unseen()), per(each.steps, each.schedules),
                   each.broken == 0 ? "" : fmt::format("  broken {}", grouped(each.broken)));
  }
  if (waiting > 0) {
    table += fmt::format("and {} scenario{} whose turn did not come\n", waiting,
                         waiting == 1 ? "" : "s");
  }
  return table + "\n";
}

std::string verdict_text(const CampaignReport& report) {
  const char* how = report.interrupted ? ", interrupted" : "";
  if (report.broken() == 0) return fmt::format("clean{}", how);
  std::vector<std::string> rules;
  for (const FoundRule& found : report.findings) {
    rules.push_back(fmt::format("{} in {}", found.finding.rule, found.scenario));
  }
  return fmt::format("BROKEN{}: {} of {} schedules; {}", how, grouped(report.broken()),
                     grouped(report.schedules()), wrapped(rules, 17, 100));
}

}  // namespace

std::string finding_text(const Finding& finding) {
  std::string text = fmt::format("RULE BROKEN: {}\n  {}\n", finding.rule, finding.what);
  for (const std::string& detail : finding.details) text += fmt::format("  {}\n", detail);
  return text;
}

std::string found_text(const FoundRule& found, std::string_view program) {
  std::string text = finding_text(found.finding);
  text += fmt::format("  scenario  {}{}\n", found.scenario,
                      found.parameters.empty() ? "" : fmt::format(" ({})", found.parameters));
  text += fmt::format("  seed      {:#x}, run {}, {} decisions\n", found.seed, grouped(found.run),
                      grouped(found.decisions));
  if (found.file.empty()) {
    text += fmt::format("  recorded  not: {}\n", found.write_error);
  } else {
    text += fmt::format("  recorded  {}\n  replay    {}\n", found.file,
                        replay_command_line(program, found.file));
  }
  return text;
}

std::string divergence_text(const Divergence& divergence, const Recording& recording) {
  return fmt::format(
      "DIVERGED at decision {} of {}\n  recorded  {}\n  met       {}\n"
      "The program, the scenario or the file is not the one that was recorded.\n",
      divergence.position, recording.decisions.size(), divergence.expected, divergence.met);
}

std::string summary_text(const CampaignReport& report, const std::vector<std::string>& rules) {
  std::string text = "\n";
  if (report.scenarios.size() > 1) text += scenario_table(report.scenarios);
  const double seconds = std::chrono::duration<double>(report.elapsed).count();
  text +=
      fmt::format("schedules        {} in {:.1f} s ({} a second)\n", grouped(report.schedules()),
                  seconds, grouped(static_cast<std::uint64_t>(report.schedules_per_second())));
  text += fmt::format("distinct traces  {}; share unseen {}\n",
                      count_text(report.distinct_traces(), report.exact()),
                      percent(report.share_unseen()));
  text +=
      fmt::format("steps            {:.1f} a schedule\n", per(report.steps(), report.schedules()));
  text +=
      fmt::format("determinism      {} run{} repeated from {} decisions\n",
                  grouped(report.determinism_checks()), report.determinism_checks() == 1 ? "" : "s",
                  report.determinism_checks() == 1 ? "its" : "their");
  text += fmt::format("rules checked    {}\n", wrapped(rules, 17, 100));
  return text + fmt::format("verdict          {}\n", verdict_text(report));
}

std::string replay_command_line(std::string_view program, std::string_view file) {
  return fmt::format("{} replay {}", shell_word(program), shell_word(file));
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:=@_";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(text);
  }
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string grouped(std::uint64_t number) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

}  // namespace interleave::sim
