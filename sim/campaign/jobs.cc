#include "sim/campaign/jobs.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <poll.h>

#include "model/base/assert.h"
#include "sim/campaign/job_process.h"
#include "sim/campaign/join.h"
#include "sim/campaign/results_file.h"

namespace interleave::sim {
namespace {

using RealClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTick{100};

// What a job tells; each is a report as text.
constexpr char kProgress = 'p';
constexpr char kFinding = 'f';  // one finding and nothing else
constexpr char kResult = 'r';

// In the job's process: tells the parent.
class Teller final : public CampaignObserver {
 public:
  Teller(const JobLink& parent, const CampaignOptions& options)
      : parent_(parent), options_(options) {}

  bool go_on(const CampaignReport& so_far) override {
    if (so_far.elapsed >= next_) {
      next_ = so_far.elapsed + kTick;
      parent_.send(kProgress, to_text(so_far));
    }
    return !parent_.stopped();
  }
  void found(const FoundRule& finding) override {
    CampaignReport report;
    report.parts = {{options_.seed, options_.part}};
    report.findings = {finding};
    parent_.send(kFinding, to_text(report));
  }

 private:
  const JobLink& parent_;
  const CampaignOptions& options_;
  std::chrono::nanoseconds next_{};
};

// For what is told while others still run: sets of traces are joined once, at the end.
CampaignReport without_traces(const CampaignReport& report) {
  CampaignReport slim = report;
  for (ScenarioReport& scenario : slim.scenarios) scenario.traces = nullptr;
  return slim;
}

class Jobs {
 public:
  Jobs(const std::vector<std::unique_ptr<Scenario>>& scenarios, const CampaignOptions& options,
       unsigned jobs, CampaignObserver& observer)
      : scenarios_(scenarios),
        options_(options),
        observer_(observer),
        processes_(jobs),
        states_(jobs) {}

  CampaignReport run();

 private:
  struct State {
    bool running = false;
    std::optional<CampaignReport> latest;
    std::optional<CampaignReport> result;
    std::vector<FoundRule> findings;
  };

  void start(std::size_t job);
  void wait();
  void listen(std::size_t job);
  void take(std::size_t job, const JobMessage& message);
  void take_finding(const FoundRule& found, State& state);
  void stop();
  [[nodiscard]] bool running() const;
  [[nodiscard]] CampaignReport head() const;
  [[nodiscard]] CampaignReport so_far() const;
  [[nodiscard]] CampaignReport final_report() const;
  void add_lost(CampaignReport& report) const;

  const std::vector<std::unique_ptr<Scenario>>& scenarios_;
  const CampaignOptions& options_;
  CampaignObserver& observer_;
  const RealClock::time_point start_ = RealClock::now();
  std::vector<JobProcess> processes_;
  std::vector<State> states_;
  std::vector<FoundRule> findings_;
  std::vector<std::string> lost_;
  bool interrupted_ = false;
};

CampaignReport Jobs::run() {
  for (std::size_t job = 0; job < processes_.size(); ++job) start(job);
  RealClock::time_point next = start_ + kTick;
  while (running()) {
    wait();
    if (RealClock::now() < next) continue;
    next = RealClock::now() + kTick;
    if (!interrupted_ && !observer_.go_on(so_far())) {
      interrupted_ = true;
      stop();
    }
  }
  return final_report();
}

void Jobs::start(std::size_t job) {
  CampaignOptions options = options_;
  options.part = part_of(options_.part, job, processes_.size());
  const auto body = [this, options](const JobLink& parent) {
    Teller teller(parent, options);
    parent.send(kResult, to_text(run_campaign(scenarios_, options, teller)));
  };
  const std::vector<int> cpus = usable_cpus();
  const int cpu = processes_.size() <= cpus.size() ? cpus[job] : -1;
  const std::string error = processes_[job].start(body, cpu, std::span(processes_).first(job));
  states_[job].running = error.empty();
  if (!error.empty()) lost_.push_back(fmt::format("job {} did not start: {}", job + 1, error));
}

void Jobs::wait() {
  std::vector<pollfd> descriptors;
  std::vector<std::size_t> jobs;
  for (std::size_t job = 0; job < states_.size(); ++job) {
    if (!states_[job].running) continue;
    descriptors.push_back({.fd = processes_[job].descriptor(), .events = POLLIN, .revents = 0});
    jobs.push_back(job);
  }
  if (poll(descriptors.data(), descriptors.size(), static_cast<int>(kTick.count())) <= 0) return;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (descriptors[i].revents != 0) listen(jobs[i]);
  }
}

void Jobs::listen(std::size_t job) {
  JobProcess& process = processes_[job];
  State& state = states_[job];
  state.running = process.read();
  while (const auto message = process.next()) take(job, *message);
  if (state.running || state.result) return;
  const std::string& how = process.how();
  lost_.push_back(
      fmt::format("job {} {}", job + 1, how.empty() ? "has ended without a result" : how));
}

void Jobs::take(std::size_t job, const JobMessage& message) {
  std::variant<CampaignReport, std::string> parsed = parse_results(message.text);
  auto* report = std::get_if<CampaignReport>(&parsed);
  IL_ASSERT(report != nullptr, "a job's own report must be readable");
  State& state = states_[job];
  if (message.kind == kFinding) {
    for (const FoundRule& found : report->findings) take_finding(found, state);
  } else if (message.kind == kProgress) {
    state.latest = std::move(*report);
  } else {
    state.result = std::move(*report);
    state.latest = without_traces(*state.result);
  }
}

void Jobs::take_finding(const FoundRule& found, State& state) {
  state.findings.push_back(found);
  const bool known = std::any_of(findings_.begin(), findings_.end(), [&](const FoundRule& other) {
    return same_finding(found, other);
  });
  // Who stops at the first has not asked for those that other jobs make meanwhile.
  if (known || (!options_.keep_going && !findings_.empty())) return;
  findings_.push_back(found);
  observer_.found(findings_.back());
  if (!options_.keep_going) stop();
}

void Jobs::stop() {
  for (JobProcess& process : processes_) process.stop();
}

bool Jobs::running() const {
  return std::any_of(states_.begin(), states_.end(),
                     [](const State& state) { return state.running; });
}

// Without scenarios.
CampaignReport Jobs::head() const {
  CampaignReport report;
  report.version = options_.version;
  report.strategy = options_.strategy;
  report.parts = {{options_.seed, options_.part}};
  return report;
}

CampaignReport Jobs::so_far() const {
  std::vector<NamedReport> reports = {{"", head()}};
  for (const State& state : states_) {
    if (state.latest) reports.push_back({"", *state.latest});
  }
  CampaignReport report = sum_of(reports);
  report.findings = findings_;
  report.elapsed = RealClock::now() - start_;
  return report;
}

CampaignReport Jobs::final_report() const {
  std::vector<NamedReport> reports = {{"", head()}};
  for (const State& state : states_) {
    if (state.result) reports.push_back({"", *state.result});
  }
  CampaignReport report = sum_of(reports);
  report.parts = head().parts;
  if (!lost_.empty()) add_lost(report);
  report.findings = findings_;
  report.elapsed = RealClock::now() - start_;
  report.interrupted = interrupted_;
  return report;
}

// Which parts the report has then, and the runs that lost jobs have told of.
void Jobs::add_lost(CampaignReport& report) const {
  report.lost = lost_;
  report.parts.clear();
  for (std::size_t job = 0; job < states_.size(); ++job) {
    const State& state = states_[job];
    if (state.result) {
      report.parts.push_back({options_.seed, part_of(options_.part, job, states_.size())});
      continue;
    }
    for (const FoundRule& found : state.findings) {
      auto scenario =
          std::find_if(report.scenarios.begin(), report.scenarios.end(),
                       [&](const ScenarioReport& each) { return each.name == found.scenario; });
      if (scenario == report.scenarios.end()) {
        scenario = report.scenarios.insert(
            scenario, ScenarioReport{.name = found.scenario, .parameters = found.parameters});
      }
      ++scenario->broken;
    }
  }
}

}  // namespace

unsigned cores() {
  return std::max(1u, static_cast<unsigned>(usable_cpus().size()));
}

CampaignReport run_jobs(const std::vector<std::unique_ptr<Scenario>>& scenarios,
                        const CampaignOptions& options, unsigned jobs, CampaignObserver& observer) {
  IL_ASSERT(jobs > 0, "a campaign needs a process");
  return Jobs(scenarios, options, jobs, observer).run();
}

}  // namespace interleave::sim
