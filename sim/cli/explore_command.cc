#include <cstdio>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "sim/campaign/campaign.h"
#include "sim/campaign/rules.h"
#include "sim/cli/commands.h"
#include "sim/cli/explore_request.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/progress.h"
#include "sim/cli/report_json.h"
#include "sim/cli/report_text.h"

namespace interleave::sim {
namespace {

class Console final : public CampaignObserver {
 public:
  // Findings go to `out`.
  Console(const Program& program, const CampaignOptions& options, std::FILE* out)
      : program_(program), out_(out), progress_(options.schedules, options.time) {}

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

std::vector<std::string> rule_names() {
  std::vector<std::string> names;
  for (CheckedRule& rule : checked_rules()) names.push_back(std::move(rule.name));
  return names;
}

ExitStatus status_of(const CampaignReport& report) {
  return report.broken() == 0 ? ExitStatus::clean : ExitStatus::broken;
}

ExitStatus print_hashes(const ExploreRequest& request, Console& console) {
  const CampaignReport report =
      run_hashes(request.scenarios, request.options, *request.hashes, console,
                 [](std::string_view scenario, std::uint64_t run, std::uint64_t hash) {
                   fmt::print("{} {} {:#018x}\n", scenario, run, hash);
                 });
  return status_of(report);
}

ExitStatus explore(const Program& program, const ExploreRequest& request) {
  std::FILE* json = nullptr;
  if (!request.json_file.empty()) {
    // Opened first: a campaign of an hour must not fail at its end.
    json = std::fopen(request.json_file.c_str(), "w");
    if (json == nullptr) {
      return usage_error(program,
                         fmt::format("explore: --json: cannot write {}", request.json_file));
    }
  }
  fmt::print("Exploring {} scenario{}, strategy {}, seed {:#x}.\n", request.scenarios.size(),
             request.scenarios.size() == 1 ? "" : "s", request.options.strategy,
             request.options.seed);
  std::fflush(stdout);
  Console console(program, request.options, stdout);
  const CampaignReport report = run_campaign(request.scenarios, request.options, console);
  console.done();
  const std::vector<std::string> rules = rule_names();
  fmt::print("{}", summary_text(report, rules));
  if (json != nullptr) {
    fmt::print(json, "{}", report_json(report, rules, program));
    std::fclose(json);
  }
  return status_of(report);
}

}  // namespace

ExitStatus explore_command(const Program& program, const Arguments& arguments) {
  std::variant<ExploreRequest, UsageError> parsed =
      parse_explore_request(arguments, program.catalogue);
  if (const auto* error = std::get_if<UsageError>(&parsed)) {
    return usage_error(program, fmt::format("explore: {}", error->what));
  }
  const auto& request = std::get<ExploreRequest>(parsed);
  if (request.hashes) {
    Console console(program, request.options, stderr);
    return print_hashes(request, console);
  }
  return explore(program, request);
}

}  // namespace interleave::sim
