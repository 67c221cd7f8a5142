#include "sim/gtest/scenario_check.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/report_text.h"
#include "sim/replay/recording.h"
#include "sim/replay/replay.h"
#include "sim/shrink/shrink.h"

namespace interleave::sim {
namespace {

// As it is reached from every directory.
std::string absolute(const std::string& path) {
  std::error_code error;
  const auto result = std::filesystem::absolute(path, error);
  return error ? path : result.string();
}

std::string this_program() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "the-test-program" : program.string();
}

std::string replay_line(const std::string& file, const std::string& filter) {
  return fmt::format("  replay    INTERLEAVE_REPLAY={} {} {}\n", shell_word(file),
                     shell_word(this_program()), shell_word(filter));
}

std::string failure_text(const FoundRule& found, const std::string& filter) {
  std::string text = finding_text(found.finding);
  text += fmt::format("  scenario  {}{}, strategy {}\n", found.scenario,
                      found.parameters.empty() ? "" : fmt::format(" ({})", found.parameters),
                      found.strategy);
  text += fmt::format("  seed      {:#x}, run {}, {} decisions\n", found.seed, grouped(found.run),
                      grouped(found.decisions));
  if (found.file.empty()) return text + fmt::format("  recorded  not: {}\n", found.write_error);
  const std::string file = absolute(found.file);
  return text + fmt::format("  recorded  {}\n", file) + replay_line(file, filter);
}

// A simpler run that breaks the same rule, beside the recording; empty where there is none.
std::string shrunk_text(const FoundRule& found, const Scenario& scenario,
                        const std::string& filter) {
  const auto read = read_recording(found.file);
  const auto* recording = std::get_if<Recording>(&read);
  if (recording == nullptr) return {};
  Simulation simulation;
  const std::shared_ptr<const Scenario> borrowed(std::shared_ptr<const Scenario>(), &scenario);
  const auto outcome = shrink(simulation, borrowed, *recording);
  const auto* shrunk = std::get_if<Shrunk>(&outcome);
  if (shrunk == nullptr) return {};
  const std::string file =
      std::filesystem::path(absolute(found.file)).replace_extension(".min.rec").string();
  if (!write_recording(shrunk->recording, file).empty()) return {};
  return fmt::format("  shrunk    {} ({})\n", file, to_text(shrunk->after)) +
         replay_line(file, filter);
}

class Watcher final : public CampaignObserver {
 public:
  explicit Watcher(const std::string& filter) : filter_(filter) {}

  bool go_on(const CampaignReport&) override { return true; }
  void found(const FoundRule& finding) override {
    const std::string text = failure_text(finding, filter_);
    text_ += text;
    // A sanitizer may be about to end the process.
    const std::string& rule = finding.finding.rule;
    if (rule != "crash" && rule != "data-race") return;
    fmt::print(stderr, "{}", text);
    std::fflush(stderr);
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  const std::string& filter_;
  std::string text_;
};

ScenarioCheck explore(const Scenario& scenario, const ScenarioTestOptions& options,
                      Expectations& expectations, const std::string& filter) {
  std::vector<std::unique_ptr<Scenario>> scenarios;
  scenarios.push_back(std::make_unique<WatchedScenario>(scenario, expectations));
  CampaignOptions campaign;
  campaign.seed = options.seed;
  campaign.schedules = options.schedules;
  campaign.strategy = options.strategy;
  campaign.out_dir = options.out_dir;
  Watcher watcher(filter);
  const CampaignReport report = run_campaign(scenarios, campaign, watcher);
  std::string failure = watcher.text();
  for (const FoundRule& found : report.findings) {
    failure += shrunk_text(found, *scenarios.front(), filter);
  }
  return {.failure = failure,
          .summary = fmt::format("{} schedules, {} distinct traces, every rule held (strategy {}, "
                                 "seed {:#x})",
                                 grouped(report.schedules()), grouped(report.distinct_traces()),
                                 options.strategy, options.seed),
          .schedules = report.schedules()};
}

std::string replay_failure(const ReplayResult& replayed, const Recording& recording) {
  if (replayed.divergence) return divergence_text(*replayed.divergence, recording);
  if (!replayed.result.finding) return {};
  return finding_text(*replayed.result.finding) + "The run came out as recorded.\n";
}

ScenarioCheck replay_file(const Scenario& scenario, const std::string& file,
                          Expectations& expectations) {
  const auto wrong = [&file](const std::string& what) {
    return ScenarioCheck{.failure = fmt::format("INTERLEAVE_REPLAY={}: {}", file, what),
                         .summary = {}};
  };
  const auto read = read_recording(file);
  if (const auto* error = std::get_if<RecordingError>(&read)) return wrong(error->text());
  const auto& recording = std::get<Recording>(read);
  if (recording.scenario != scenario.name() || recording.parameters != scenario.parameters()) {
    return wrong(fmt::format(
        "it is of the scenario {} with parameters \"{}\", and this test is {} "
        "with parameters \"{}\"",
        recording.scenario, recording.parameters, scenario.name(), scenario.parameters()));
  }
  Simulation simulation;
  const WatchedScenario watched(scenario, expectations);
  const auto outcome = replay(simulation, watched, recording);
  if (const auto* error = std::get_if<std::string>(&outcome)) return wrong(*error);
  return {.failure = replay_failure(std::get<ReplayResult>(outcome), recording),
          .summary = fmt::format("the run of {} came out as recorded, every rule held", file),
          .schedules = 1};
}

}  // namespace

ScenarioCheck check_scenario(const Scenario& scenario, const ScenarioTestOptions& options,
                             Expectations& expectations, const std::string& filter) {
  const auto settings = test_settings(options);
  if (const auto* error = std::get_if<std::string>(&settings)) {
    return {.failure = *error, .summary = {}};
  }
  const auto& [asked, file] = std::get<TestSettings>(settings);
  return file.empty() ? explore(scenario, asked, expectations, filter)
                      : replay_file(scenario, file, expectations);
}

}  // namespace interleave::sim
