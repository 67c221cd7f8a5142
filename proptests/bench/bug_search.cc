#include "proptests/bench/bug_search.h"

#include <memory>
#include <vector>

#include <fmt/format.h>

#include "proptests/bench/contestants.h"
#include "proptests/bench/stopwatch.h"
#include "sim/campaign/seeds.h"
#include "sim/engine/simulation.h"

namespace interleave::bench {
namespace {

using proptests::programs::Entry;

// The trials of one program with one strategy, and what has come of them.
class Search {
 public:
  Search(const Entry& entry, const std::string& strategy)
      : entry_(entry),
        program_(entry.make()),
        strategy_(strategy),
        simulation_(std::vector<std::unique_ptr<Monitor>>{}) {}

  void try_once(std::uint64_t cap) {
    const Contestant contestant(strategy_);
    const std::uint64_t seed = sim::scenario_seed(++trials_, entry_.name, strategy_);
    for (std::uint64_t run = 0; run < cap; ++run) {
      sim::Strategy& strategy = contestant.of_run(run);
      const sim::RunResult& result =
          simulation_.run(*program_, strategy, sim::run_seed(seed, run), options_);
      ++schedules_;
      points_ += result.steps;
      if (result.finding && is_bug(*result.finding)) {
        ++found_;
        until_found_ += run + 1;
        return;
      }
      if (strategy.systematic() && strategy.complete()) return;
    }
  }

  [[nodiscard]] std::uint64_t trials() const { return trials_; }
  [[nodiscard]] std::uint64_t found() const { return found_; }
  [[nodiscard]] std::uint64_t schedules() const { return schedules_; }

  [[nodiscard]] Row row() const {
    const double seconds = watch_.seconds();
    const auto schedules = static_cast<double>(schedules_);
    Row row{.bench = entry_.name, .strategy = strategy_};
    row.schedules_per_s = schedules / seconds;
    row.points_per_schedule = static_cast<double>(points_) / schedules;
    row.trials = trials_;
    row.found = found_;
    row.more.emplace_back("seconds", seconds);
    if (found_ == 0) return row;
    const auto found = static_cast<double>(found_);
    row.mean_schedules_to_bug = static_cast<double>(until_found_) / found;
    row.more.emplace_back("schedules_per_find", schedules / found);
    row.more.emplace_back("seconds_per_find", seconds / found);
    return row;
  }

 private:
  bool is_bug(const Finding& finding) {
    if (finding.rule == entry_.rule) return true;
    if (!complained_) {
      fmt::print(stderr, "{} with {}: a run broke the rule {} instead of {}: {}\n", entry_.name,
                 strategy_, finding.rule, entry_.rule, finding.what);
    }
    complained_ = true;
    return false;
  }

  const Entry& entry_;
  const std::unique_ptr<sim::Scenario> program_;
  const std::string strategy_;
  sim::Simulation simulation_;
  const sim::RunOptions options_;
  const Stopwatch watch_;
  std::uint64_t trials_ = 0;
  std::uint64_t found_ = 0;
  std::uint64_t schedules_ = 0;
  std::uint64_t points_ = 0;
  std::uint64_t until_found_ = 0;  // schedules of the trials that found it
  bool complained_ = false;
};

}  // namespace

Row search_for(const Entry& program, const std::string& strategy, const SearchLimits& limits) {
  Search search(program, strategy);
  while (search.trials() < limits.trials && search.schedules() < limits.budget) {
    if (search.found() == 0 && search.trials() >= limits.hopeless) break;
    search.try_once(limits.cap);
  }
  return search.row();
}

}  // namespace interleave::bench
