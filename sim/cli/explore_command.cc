#include <cstdio>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "sim/campaign/campaign.h"
#include "sim/campaign/jobs.h"
#include "sim/campaign/rules.h"
#include "sim/cli/commands.h"
#include "sim/cli/explore_request.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/progress.h"
#include "sim/cli/report_files.h"
#include "sim/cli/report_probes.h"
#include "sim/cli/report_summary.h"
#include "sim/cli/report_text.h"

namespace interleave::sim {
namespace {

class Console final : public CampaignObserver {
 public:
  // Findings go to `out`.
  Console(const Program& program, const CampaignOptions& options, std::FILE* out)
      : program_(program), out_(out), progress_(options) {}

  bool go_on(const CampaignReport& so_far) override {
    progress_.show(so_far);
    return !interrupt_.requested();
  }
  void found(const FoundRule& finding) override {
    progress_.clear();
    fmt::print(out_, "{}", found_text(finding, program_.command));
    // A crash may be next: this must be out before it.
    std::fflush(out_);
  }
  void done() { progress_.clear(); }

 private:
  const Program& program_;
  std::FILE* const out_;
  Progress progress_;
  Interrupt interrupt_;
};

std::string head_text(const ExploreRequest& request) {
  const CampaignOptions& options = request.options;
  std::string text =
      fmt::format("Exploring {} scenario{}, strategy {}, seed {:#x}", request.scenarios.size(),
                  request.scenarios.size() == 1 ? "" : "s", options.strategy, options.seed);
  if (options.part.count > 1) {
    text += fmt::format(", shard {}/{}", options.part.index + 1, options.part.count);
  }
  if (request.jobs) {
    text += fmt::format(", {} process{}", *request.jobs, *request.jobs == 1 ? "" : "es");
  }
  return text + ".\n";
}

ExitStatus print_hashes(const ExploreRequest& request, Console& console) {
  const CampaignReport report =
      run_hashes(request.scenarios, request.options, *request.hashes, console,
                 [](std::string_view scenario, std::uint64_t run, std::uint64_t hash) {
                   fmt::print("{} {} {:#018x}\n", scenario, run, hash);
                 });
  return status_of(report);
}

CampaignReport run(const ExploreRequest& request, Console& console) {
  return request.jobs ? run_jobs(request.scenarios, request.options, *request.jobs, console)
                      : run_campaign(request.scenarios, request.options, console);
}

ExitStatus explore(const Program& program, const ExploreRequest& request, ReportFiles& outputs) {
  fmt::print("{}", head_text(request));
  std::fflush(stdout);
  Console console(program, request.options, stdout);
  const CampaignReport report = run(request, console);
  console.done();
  const std::vector<std::string> rules = checked_rule_names();
  fmt::print("{}", summary_text(report, rules));
  if (const std::string error = outputs.write(report, rules, program); !error.empty()) {
    return usage_error(program, fmt::format("explore: {}", error));
  }
  const std::string missing = request.every_probe ? missing_probes_text(report) : std::string();
  fmt::print("{}", missing);
  const ExitStatus status = status_of(report);
  return status == ExitStatus::clean && !missing.empty() ? ExitStatus::broken : status;
}

}  // namespace

ExitStatus explore_command(const Program& program, const Arguments& arguments) {
  std::variant<ExploreRequest, UsageError> parsed =
      parse_explore_request(arguments, program.catalogue);
  if (const auto* error = std::get_if<UsageError>(&parsed)) {
    return usage_error(program, fmt::format("explore: {}", error->what));
  }
  auto& request = std::get<ExploreRequest>(parsed);
  request.options.version = program.version;
  if (request.hashes) {
    Console console(program, request.options, stderr);
    return print_hashes(request, console);
  }
  ReportFiles outputs;
  if (const std::string error = outputs.open(arguments); !error.empty()) {
    return usage_error(program, fmt::format("explore: {}", error));
  }
  return explore(program, request, outputs);
}

}  // namespace interleave::sim
