#include "proptests/bench/bars.h"

#include <algorithm>
#include <limits>
#include <string>

#include <fmt/format.h>

#include "proptests/bench/contestants.h"
#include "proptests/bench/speed_table.h"
#include "proptests/programs/published.h"

namespace interleave::bench {
namespace {

using proptests::programs::kColumns;
using proptests::programs::published;
using proptests::programs::PublishedRow;
using proptests::programs::Source;

constexpr double kLeastSchedules = 150'000;  // per second, on the queue
constexpr double kMostSwitches = 4;          // for a scheduling point
constexpr double kMostCrowdRatio = 2;        // a point with 100 threads against one with 5
constexpr double kMostByShuttle = 1.5;       // PCT(3)'s means

struct MostSchedules {
  const char* bench;
  double mean;
};
constexpr MostSchedules kSurw[] = {
    {"reorder_10", 30}, {"reorder_50", 20}, {"reorder_100", 250}, {"twostage_100", 250}};

void add_speed(const std::vector<Row>& rows, std::vector<Bar>& bars) {
  for (const Row& row : rows) {
    if (row.bench == kQueue) {
      bars.push_back({*row.schedules_per_s >= kLeastSchedules,
                      fmt::format("queue with {}: {:.0f} schedules/s, at least {:.0f}",
                                  row.strategy, *row.schedules_per_s, kLeastSchedules)});
    } else if (row.bench == kPoint) {
      bars.push_back({row.get("switches") <= kMostSwitches,
                      fmt::format("a scheduling point: {:.2f} switches, at most {:.0f}",
                                  row.get("switches"), kMostSwitches)});
    }
  }
}

void add_crowd(const std::vector<Row>& rows, std::vector<Bar>& bars) {
  for (const Row& many : rows) {
    const Row* few = many.bench == kManyThreads ? find(rows, kFewThreads, many.strategy) : nullptr;
    if (few == nullptr) continue;
    const double ratio = many.get("ns_per_point") / few->get("ns_per_point");
    bars.push_back({ratio <= kMostCrowdRatio,
                    fmt::format("100 threads with {}: {:.2f} times the point of 5, at most {:.0f}",
                                many.strategy, ratio, kMostCrowdRatio)});
  }
}

void add_surw(const std::vector<Row>& rows, std::vector<Bar>& bars) {
  for (const MostSchedules& most : kSurw) {
    const Row* row = find(rows, most.bench, "surw");
    if (row == nullptr) continue;
    const double mean = row->mean_schedules_to_bug.value_or(0);
    bars.push_back({row->found == row->trials && mean <= most.mean,
                    fmt::format("SURW on {}: {:.1f} schedules in {}/{}, at most {:.0f}", most.bench,
                                mean, *row->found, *row->trials, most.mean)});
  }
}

// Shuttle's mean with PCT(3), where it found the bug in nearly every trial; 0: not measured.
double shuttle_pct3(const PublishedRow& row) {
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (kColumns[i].source != Source::shuttle || kColumns[i].ours != std::string("pct3")) continue;
    return proptests::programs::mean_of(row.cells[i]);
  }
  return 0;
}

void add_pct(const std::vector<Row>& rows, std::vector<Bar>& bars) {
  for (const Row& row : rows) {
    const PublishedRow* published_row = row.strategy == "pct3" ? published(row.bench) : nullptr;
    const double theirs = published_row == nullptr ? 0 : shuttle_pct3(*published_row);
    if (theirs == 0 || !row.trials) continue;
    const double ours = row.mean_schedules_to_bug.value_or(std::numeric_limits<double>::infinity());
    bars.push_back({ours <= kMostByShuttle * theirs,
                    fmt::format("PCT(3) on {}: {:.1f} schedules, {:.2f} of Shuttle's {:.1f}, at "
                                "most {:.1f}",
                                row.bench, ours, ours / theirs, theirs, kMostByShuttle)});
  }
}

// The least schedules that a single strategy needs for a find; 0 when none finds it.
double best_single(const std::vector<Row>& rows, const std::string& bench) {
  double best = 0;
  for (const Row& row : rows) {
    const double each = row.get("schedules_per_find");
    if (row.bench != bench || row.strategy == kPortfolio || each == 0) continue;
    best = best == 0 ? each : std::min(best, each);
  }
  return best;
}

void add_portfolio(const std::vector<Row>& rows, std::vector<Bar>& bars) {
  for (const Row& row : rows) {
    if (row.strategy != kPortfolio || !row.trials) continue;
    const PublishedRow* theirs = published(row.bench);
    if (theirs == nullptr || !proptests::programs::found_by_anybody(*theirs)) continue;
    const double ours = row.get("schedules_per_find");
    const double best = best_single(rows, row.bench);
    const double most = 2 * best * static_cast<double>(portfolio_size());
    bars.push_back({ours != 0 && (best == 0 || ours <= most),
                    fmt::format("the portfolio on {}: {:.1f} schedules a find ({}/{}), best "
                                "strategy {:.1f}, at most {:.0f}",
                                row.bench, ours, *row.found, *row.trials, best, most)});
  }
}

}  // namespace

std::vector<Bar> check_bars(const std::vector<Row>& rows) {
  std::vector<Bar> bars;
  add_speed(rows, bars);
  add_crowd(rows, bars);
  add_surw(rows, bars);
  add_pct(rows, bars);
  add_portfolio(rows, bars);
  return bars;
}

void print_bars(const std::vector<Bar>& bars) {
  if (bars.empty()) return;
  fmt::print("\nBars\n");
  std::size_t passed = 0;
  for (const Bar& bar : bars) {
    fmt::print("{} {}\n", bar.passed ? "PASS" : "FAIL", bar.what);
    if (bar.passed) ++passed;
  }
  fmt::print("{} of {} bars pass\n", passed, bars.size());
}

}  // namespace interleave::bench
