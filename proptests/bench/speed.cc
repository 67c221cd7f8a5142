#include "proptests/bench/speed.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "proptests/bench/stopwatch.h"

namespace interleave::bench {
namespace {

std::unique_ptr<sim::Simulation> make_simulation(bool watched) {
  if (watched) return std::make_unique<sim::Simulation>();
  return std::make_unique<sim::Simulation>(std::vector<std::unique_ptr<Monitor>>{});
}

}  // namespace

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

Runner::Runner(std::string bench, const sim::Scenario& program, std::string strategy, bool watched)
    : bench_(std::move(bench)),
      program_(program),
      strategy_(std::move(strategy)),
      contestant_(strategy_),
      simulation_(make_simulation(watched)) {}

bool Runner::measure(double seconds) {
  const sim::RunOptions options;
  std::uint64_t runs = 0;
  std::uint64_t points = 0;
  const Stopwatch watch;
  double took = 0;
  // Looks at the clock about every 10,000 points.
  for (std::uint64_t looked = 0; took < seconds;) {
    const sim::RunResult& result =
        simulation_->run(program_, contestant_.of_run(run_), run_ + 1, options);
    if (result.finding) {
      fmt::print(stderr, "{} with {}: run {} broke the rule {}: {}\n", bench_, strategy_, run_ + 1,
                 result.finding->rule, result.finding->what);
      return false;
    }
    ++run_;
    ++runs;
    points += result.steps;
    if (points - looked < 10'000) continue;
    looked = points;
    took = watch.seconds();
  }
  schedules_.push_back(static_cast<double>(runs) / took);
  points_.push_back(static_cast<double>(points) / static_cast<double>(runs));
  return true;
}

Row Runner::row() const {
  Row row{.bench = bench_, .strategy = strategy_};
  row.schedules_per_s = median(schedules_);
  row.points_per_schedule = median(points_);
  row.more.emplace_back("ns_per_point", 1e9 / (*row.schedules_per_s * *row.points_per_schedule));
  return row;
}

}  // namespace interleave::bench
