#include "sim/cli/report_text.h"

#include <fmt/format.h>

#include "sim/cli/commands.h"

namespace interleave::sim {
namespace {

std::string command_text(std::string_view program, std::string_view command,
                         std::string_view file) {
  return fmt::format("{} {} {}", shell_word(program), command, shell_word(file));
}

// What can be done with a recording, as far as this program knows how.
std::string next_steps(std::string_view program, std::string_view file) {
  std::string text;
  for (const std::string_view wanted : {"replay", "shrink", "explain"}) {
    for (const Command& command : commands()) {
      if (command.name != wanted) continue;
      text += fmt::format("  {:<8}  {}\n", wanted, command_text(program, wanted, file));
    }
  }
  return text;
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
  text += fmt::format("  strategy  {}\n", found.strategy);
  if (found.file.empty()) {
    text += fmt::format("  recorded  not: {}\n", found.write_error);
  } else {
    text += fmt::format("  recorded  {}\n", found.file) + next_steps(program, found.file);
  }
  return text;
}

std::string divergence_text(const Divergence& divergence, const Recording& recording) {
  return fmt::format(
      "DIVERGED at decision {} of {}\n  recorded  {}\n  met       {}\n"
      "The program, the scenario or the file is not the one that was recorded: replay --tolerant "
      "goes on\nas far as names match.\n",
      divergence.position, recording.decisions.size(), divergence.expected, divergence.met);
}

std::string match_text(const Match& match) {
  std::string text =
      fmt::format("matched {} of {} decisions; {} asked for had none\n", grouped(match.matched),
                  grouped(match.recorded), grouped(match.unrecorded));
  if (match.first_misfit) {
    text += fmt::format(
        "  the first that did not fit is number {}\n  recorded  {}\n  met       {}\n",
        match.first_misfit->position, match.first_misfit->expected, match.first_misfit->met);
  }
  return text;
}

std::string replay_command_line(std::string_view program, std::string_view file) {
  return command_text(program, "replay", file);
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
