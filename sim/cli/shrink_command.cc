#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "sim/cli/commands.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/recorded_case.h"
#include "sim/cli/report_text.h"
#include "sim/shrink/shrink.h"

namespace interleave::sim {
namespace {

// "x.min.rec" for "x.rec"; a recording that is shrunk already keeps its name.
std::string default_out(const std::string& file) {
  constexpr std::string_view kEnd = ".rec";
  if (file.ends_with(".min.rec")) return file;
  return (file.ends_with(kEnd) ? file.substr(0, file.size() - kEnd.size()) : file) + ".min.rec";
}

ExitStatus tell(const Program& program, const Shrunk& shrunk, const Recording& original,
                const std::string& out, std::chrono::nanoseconds elapsed) {
  const Recording& recording = shrunk.recording;
  fmt::print("{}", finding_text({recording.rule, recording.what, recording.details, 0}));
  fmt::print("shrunk in {} runs, {:.1f} s{}\n{}", grouped(shrunk.runs),
             std::chrono::duration<double>(elapsed).count(),
             shrunk.complete ? "" : " (ended by its limits: again, it may get further)",
             to_text(shrunk, original));
  fmt::print("  recorded     {}\n  replay       {}\n", out,
             replay_command_line(program.command, out));
  return ExitStatus::broken;
}

std::optional<UsageError> parse_limits(const Arguments& arguments, ShrinkOptions& options) {
  if (const auto seconds = arguments.value("--seconds")) {
    const auto time = parse_seconds(*seconds);
    if (!time) {
      return UsageError{fmt::format("--seconds: {} is no time; allowed: more than 0", *seconds)};
    }
    options.time = *time;
  }
  if (const auto runs = arguments.value("--runs")) {
    const auto number = parse_number(*runs);
    if (!number || *number == 0) {
      return UsageError{fmt::format("--runs: {} is no number from 1", *runs)};
    }
    options.runs = *number;
  }
  return std::nullopt;
}

// A sanitizer's report ends the process, and what was found so far with it.
void tell_crash(const RunResult&) {
  fmt::print(stderr,
             "A sanitizer ends the process in one of the runs: such a finding is shrunk by a build "
             "without.\n");
  std::fflush(stderr);
}

}  // namespace

ExitStatus shrink_command(const Program& program, const Arguments& arguments) {
  if (arguments.rest().size() != 1) {
    return usage_error(program, "shrink: name one recording: shrink FILE [--out FILE]");
  }
  const std::string& file = arguments.rest().front();
  ShrinkOptions options;
  if (const auto wrong = parse_limits(arguments, options)) {
    return usage_error(program, "shrink: " + wrong->what);
  }
  auto loaded = load_case(program, file);
  if (const auto* error = std::get_if<std::string>(&loaded)) {
    return usage_error(program, fmt::format("shrink: {}: {}", file, *error));
  }
  auto& [recording, scenario] = std::get<RecordedCase>(loaded);
  Interrupt interrupt;
  options.go_on = [&interrupt] { return !interrupt.requested(); };
  options.on_crash = tell_crash;
  Simulation simulation;
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = shrink(simulation, std::move(scenario), recording, options);
  const auto elapsed = std::chrono::steady_clock::now() - begin;
  if (const auto* error = std::get_if<ShrinkError>(&outcome)) {
    if (!error->divergence) {
      return usage_error(program, fmt::format("shrink: {}: {}", file, error->what));
    }
    fmt::print("{}", divergence_text(*error->divergence, recording));
    return ExitStatus::diverged;
  }
  const auto& shrunk = std::get<Shrunk>(outcome);
  const auto out_option = arguments.value("--out");
  const std::string out = out_option ? std::string(*out_option) : default_out(file);
  const std::string problem = write_recording(shrunk.recording, out);
  if (!problem.empty()) return usage_error(program, fmt::format("shrink: --out: {}", problem));
  return tell(program, shrunk, recording, out, elapsed);
}

}  // namespace interleave::sim
