#include <cstdio>
#include <string>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "sim/cli/commands.h"
#include "sim/cli/recorded_case.h"
#include "sim/cli/report_text.h"
#include "sim/cli/write_file.h"
#include "sim/explain/explanation.h"
#include "sim/explain/explanation_json.h"
#include "sim/explain/explanation_text.h"
#include "sim/explain/html_page.h"
#include "sim/explain/perfetto.h"

namespace interleave::sim {
namespace {

void tell_crash(const RunResult& run) {
  if (run.finding) fmt::print("{}", finding_text(*run.finding));
  fmt::print("The process ends here ({} decisions): without the sanitizer more can be said.\n",
             run.decisions.size());
  std::fflush(stdout);
}

// An empty text, or why a file could not be written.
std::string write_files(const Arguments& arguments, const Explanation& explanation,
                        const Recording& recording) {
  struct Output {
    std::string_view option;
    std::string (*make)(const Explanation&, const Recording&);
  };
  constexpr Output kOutputs[] = {
      {"--html", html_page}, {"--perfetto", perfetto_trace}, {"--json", explanation_json}};
  for (const Output& output : kOutputs) {
    const auto path = arguments.value(output.option);
    if (!path) continue;
    if (std::string error = write_file(std::string(*path), output.make(explanation, recording));
        !error.empty()) {
      return fmt::format("explain: {} {}: {}", output.option, *path, error);
    }
    if (*path != "-") fmt::print(stderr, "written: {}\n", *path);
  }
  return {};
}

ExitStatus tell(const Program& program, const Arguments& arguments, const Explanation& explanation,
                const Recording& recording) {
  const auto& finding = explanation.run.result.finding;
  const bool quiet = arguments.value("--json") == "-" || arguments.value("--html") == "-" ||
                     arguments.value("--perfetto") == "-";
  if (!quiet) {
    if (finding) fmt::print("{}\n", finding_text(*finding));
    if (!finding) fmt::print("Every rule held in this run: there is nothing to explain.\n\n");
    fmt::print("{}", explanation_text(explanation, arguments.has("--all")));
  }
  if (const std::string error = write_files(arguments, explanation, recording); !error.empty()) {
    return usage_error(program, error);
  }
  return finding ? ExitStatus::broken : ExitStatus::clean;
}

}  // namespace

ExitStatus explain_command(const Program& program, const Arguments& arguments) {
  if (arguments.rest().size() != 1) {
    return usage_error(program, "explain: name one recording: explain FILE [OPTIONS]");
  }
  const std::string& file = arguments.rest().front();
  const auto loaded = load_case(program, file);
  if (const auto* error = std::get_if<std::string>(&loaded)) {
    return usage_error(program, fmt::format("explain: {}: {}", file, *error));
  }
  const auto& [recording, scenario] = std::get<RecordedCase>(loaded);
  const auto outcome = explain(*scenario, recording, {.bounds = {}, .on_crash = tell_crash});
  if (const auto* error = std::get_if<std::string>(&outcome)) {
    return usage_error(program, fmt::format("explain: {}: {}", file, *error));
  }
  if (const auto* divergence = std::get_if<Divergence>(&outcome)) {
    fmt::print("{}", divergence_text(*divergence, recording));
    return ExitStatus::diverged;
  }
  return tell(program, arguments, std::get<Explanation>(outcome), recording);
}

}  // namespace interleave::sim
