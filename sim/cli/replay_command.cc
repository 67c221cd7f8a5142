#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "sim/campaign/determinism.h"
#include "sim/campaign/record_log.h"
#include "sim/cli/commands.h"
#include "sim/cli/recorded_case.h"
#include "sim/cli/report_text.h"
#include "sim/explain/breakpoint.h"
#include "sim/explain/explanation_text.h"
#include "sim/replay/replay.h"
#include "sim/replay/wording.h"

namespace interleave::sim {
namespace {

void print_trace(const RecordLog& log, const ObjectNames& names) {
  for (const Record& record : log.records()) {
    fmt::print("{:>6}  {}\n", record.step, in_words(record, names));
  }
  if (log.left_out() > 0) fmt::print("        ... {} records more\n", log.left_out());
}

ExitStatus tell(const Recording& recording, const ReplayResult& replayed) {
  if (replayed.divergence) {
    fmt::print("{}", divergence_text(*replayed.divergence, recording));
    return ExitStatus::diverged;
  }
  const RunResult& run = replayed.result;
  if (run.finding) fmt::print("{}", finding_text(*run.finding));
  fmt::print("The run came out as recorded{} ({} decisions, hash {:#018x}).\n",
             run.finding ? "" : ", every rule held", run.decisions.size(), run.hash);
  return run.finding ? ExitStatus::broken : ExitStatus::clean;
}

// A run that comes out right once, and otherwise the second time, is what a recording of
// nondeterminism shows.
ExitStatus tell_repetition(const std::optional<Finding>& finding) {
  if (!finding) return ExitStatus::clean;
  fmt::print("{}", finding_text(*finding));
  return ExitStatus::broken;
}

// Keeps the records, and tells what there is to tell when a sanitizer ends the process.
ReplayWatch watch(const Simulation& simulation, RecordLog& log, bool trace) {
  return {.on_record = [&log](const Record& record) { log.keep(record); },
          .on_crash =
              [&simulation, &log, trace](const RunResult& run) {
                if (trace) print_trace(log, ObjectNames(simulation));
                if (run.finding) fmt::print("{}", finding_text(*run.finding));
                fmt::print("The process ends here ({} decisions, hash {:#018x}).\n",
                           run.decisions.size(), run.hash);
                std::fflush(stdout);
              }};
}

constexpr std::string_view kHowToBreak =
    R"(No debugger runs this program. With one, it stops here, in the thread that does the step:
  gdb --args {0} replay {1} --break {2}
  lldb -- {0} replay {1} --break {2}
Then: run, and bt for the stack. Steps are numbered as in explain and in replay --trace.
)";

// Stops at the step that --break names; without a debugger it shows the stack there.
ExitStatus break_at(const Program& program, const Arguments& arguments,
                    const RecordedCase& loaded) {
  const std::string& file = arguments.rest().front();
  const std::string_view text = arguments.value("--break").value_or("");
  const auto step = parse_step(text);
  if (!step) {
    return usage_error(program, fmt::format("replay: --break {}: a step is a number from 1, or a "
                                            "number of explain such as 41.2",
                                            text));
  }
  const auto stopped =
      stop_at(*loaded.scenario, loaded.recording, *step, [&](std::string_view words) {
        fmt::print("At step {}: {}\n", text, words);
        std::fflush(stdout);
      });
  if (const auto* error = std::get_if<std::string>(&stopped)) {
    return usage_error(program, fmt::format("replay: {}: --break: {}", file, *error));
  }
  if (const auto* divergence = std::get_if<Divergence>(&stopped)) {
    fmt::print("{}", divergence_text(*divergence, loaded.recording));
    return ExitStatus::diverged;
  }
  if (!debugger_attached()) {
    fmt::print("{}\n", stack_text(std::get<BreakpointStop>(stopped).stack, false, "  "));
    fmt::print(fmt::runtime(kHowToBreak), shell_word(program.command), shell_word(file), text);
  }
  return loaded.recording.rule.empty() ? ExitStatus::clean : ExitStatus::broken;
}

// Exit status: 1 when a rule is broken, whichever; 0 when none was and none is; 3 when the recorded
// one is not: the bug may have gone, or the way to it.
ExitStatus tell_tolerant(const Recording& recording, const TolerantResult& replayed) {
  const RunResult& run = replayed.result;
  if (run.finding) fmt::print("{}", finding_text(*run.finding));
  fmt::print("{}", match_text(replayed.match));
  const std::string rule = run.finding ? run.finding->rule : std::string();
  if (rule == recording.rule) {
    fmt::print("{}\n", rule.empty() ? "Every rule held, as recorded."
                                    : "The recorded rule is broken again.");
    return run.finding ? ExitStatus::broken : ExitStatus::clean;
  }
  fmt::print("Recorded was {}.\n",
             recording.rule.empty() ? "a clean run" : "the rule " + recording.rule);
  return run.finding ? ExitStatus::broken : ExitStatus::diverged;
}

}  // namespace

ExitStatus replay_command(const Program& program, const Arguments& arguments) {
  if (arguments.rest().size() != 1) {
    return usage_error(program, "replay: name one recording: replay FILE [OPTIONS]");
  }
  const std::string& file = arguments.rest().front();
  const auto loaded = load_case(program, file);
  if (const auto* error = std::get_if<std::string>(&loaded)) {
    return usage_error(program, fmt::format("replay: {}: {}", file, *error));
  }
  if (arguments.has("--break")) {
    return break_at(program, arguments, std::get<RecordedCase>(loaded));
  }
  const auto& [recording, scenario] = std::get<RecordedCase>(loaded);
  Simulation simulation;
  RecordLog log;
  const bool trace = arguments.has("--trace");
  if (arguments.has("--tolerant")) {
    const auto tolerant =
        replay_tolerantly(simulation, *scenario, recording, watch(simulation, log, trace));
    if (const auto* error = std::get_if<std::string>(&tolerant)) {
      return usage_error(program, fmt::format("replay: {}: {}", file, *error));
    }
    if (trace) print_trace(log, ObjectNames(simulation));
    const auto& replayed = std::get<TolerantResult>(tolerant);
    if (const auto out = arguments.value("--record")) {
      const std::string problem = write_recording(replayed.recording, std::string(*out));
      if (!problem.empty()) return usage_error(program, fmt::format("replay: {}", problem));
    }
    return tell_tolerant(recording, replayed);
  }
  const auto outcome = replay(simulation, *scenario, recording, watch(simulation, log, trace));
  if (const auto* error = std::get_if<std::string>(&outcome)) {
    return usage_error(program, fmt::format("replay: {}: {}", file, *error));
  }
  const ObjectNames names(simulation);
  if (trace) print_trace(log, names);
  const ExitStatus status = tell(recording, std::get<ReplayResult>(outcome));
  if (status != ExitStatus::clean) return status;
  return tell_repetition(repeat(simulation, *scenario, recording, &log, names));
}

}  // namespace interleave::sim
