#include "sim/cli/command_line.h"

#include <cerrno>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/commands.h"

namespace interleave::sim {
namespace {

ExitStatus run_command(const Program& program, const Command& command,
                       std::span<const std::string_view> words) {
  for (const std::string_view word : words) {
    if (word == "--") break;
    if (word == "--help" || word == "-h") {
      fmt::print("{}", command_help(program, command));
      return ExitStatus::clean;
    }
  }
  const auto parsed = Arguments::parse(command.options, words);
  if (const auto* error = std::get_if<UsageError>(&parsed)) {
    return usage_error(program, fmt::format("{}: {}", command.name, error->what));
  }
  return command.run(program, std::get<Arguments>(parsed));
}

ExitStatus dispatch(const Program& program, std::span<const std::string_view> words) {
  if (words.empty()) {
    fmt::print(stderr, "{}", program_help(program));
    return ExitStatus::usage;
  }
  const std::string_view first = words.front();
  if (first == "--help" || first == "-h" || first == "help") {
    fmt::print("{}", program_help(program));
    return ExitStatus::clean;
  }
  if (first == "--version") {
    fmt::print("interleave {}\n", program.version);
    return ExitStatus::clean;
  }
  for (const Command& command : commands()) {
    if (command.name == first) return run_command(program, command, words.subspan(1));
  }
  std::string names;
  for (const Command& command : commands()) names += fmt::format("{}, ", command.name);
  return usage_error(program,
                     fmt::format("unknown command {}; allowed: {}--help, --version", first, names));
}

}  // namespace

ExitStatus status_of(const CampaignReport& report) {
  if (!report.clean()) return ExitStatus::broken;
  return report.lost.empty() ? ExitStatus::clean : ExitStatus::lost;
}

ExitStatus usage_error(const Program& program, std::string_view what) {
  fmt::print(stderr, "{}: {}\nSee {} --help.\n", program.command, what, program.command);
  return ExitStatus::usage;
}

int run_command_line(const Catalogue& catalogue, const std::string& version, int argc,
                     const char* const* argv) {
  const Program program{
      .catalogue = catalogue, .command = argc > 0 ? argv[0] : "interleave", .version = version};
  const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  ExitStatus status = ExitStatus::usage;
  try {
    status = dispatch(program, words);
    if (std::fflush(stdout) != 0) throw fmt::system_error(errno, "standard output");
    // It failed before, in a flush that nobody has asked about.
    if (std::ferror(stdout) != 0) throw fmt::system_error(EIO, "standard output");
  } catch (const std::system_error& error) {
    // A disk that is full. What the command has found before stays what it has found.
    fmt::print(stderr, "{}: {}\n", program.command, error.what());
    if (status == ExitStatus::clean) status = ExitStatus::usage;
  }
  return static_cast<int>(status);
}

}  // namespace interleave::sim
