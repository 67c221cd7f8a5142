#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "sim/campaign/determinism.h"
#include "sim/campaign/record_log.h"
#include "sim/cli/commands.h"
#include "sim/cli/report_text.h"
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

struct Case {
  Recording recording;
  std::unique_ptr<Scenario> scenario;
};

// The error says what is wrong with the file.
std::variant<Case, std::string> load(const Program& program, const std::string& file) {
  auto read = read_recording(file);
  if (const auto* error = std::get_if<RecordingError>(&read)) return error->text();
  Case loaded{std::move(std::get<Recording>(read)), nullptr};
  const Recording& recording = loaded.recording;
  loaded.scenario = program.catalogue.make(recording.scenario, recording.parameters);
  if (loaded.scenario == nullptr) {
    return fmt::format("this program has no scenario {} with parameters \"{}\"; see {} list",
                       recording.scenario, recording.parameters, program.command);
  }
  return loaded;
}

}  // namespace

ExitStatus replay_command(const Program& program, const Arguments& arguments) {
  if (arguments.rest().size() != 1) {
    return usage_error(program, "replay: name one recording: replay FILE [--trace]");
  }
  const std::string& file = arguments.rest().front();
  const auto loaded = load(program, file);
  if (const auto* error = std::get_if<std::string>(&loaded)) {
    return usage_error(program, fmt::format("replay: {}: {}", file, *error));
  }
  const auto& [recording, scenario] = std::get<Case>(loaded);
  Simulation simulation;
  RecordLog log;
  const bool trace = arguments.has("--trace");
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
