#include "proptests/bench/speed_table.h"

#include <algorithm>
#include <deque>
#include <string>

#include "proptests/bench/bounded_queue.h"
#include "proptests/bench/crowd.h"
#include "proptests/bench/points.h"
#include "proptests/bench/raw_switch.h"
#include "proptests/bench/speed.h"
#include "proptests/scenarios/toy/philosophers.h"

namespace interleave::bench {
namespace {

constexpr const char* kDefault = "random";

// The programs of the table.
struct Programs {
  sim::BoundedQueue queue;
  proptests::toy::Philosophers philosophers{3};
  sim::Crowd few{5};
  sim::Crowd many{100};
  Points points;
};

// What is asked for, each ready to be measured.
std::deque<Runner> runners(const Programs& programs, const Options& options) {
  std::deque<Runner> all;
  const auto add = [&](const std::string& bench, const sim::Scenario& program,
                       const std::string& strategy, bool watched) {
    if (options.wants(bench) && options.wants_strategy(strategy)) {
      all.emplace_back(bench, program, strategy, watched);
    }
  };
  for (const std::string& strategy : contestants()) {
    add(kQueue, programs.queue, strategy, true);
    add(std::string(kQueue) + "_bare", programs.queue, strategy, false);
    add(kPhilosophers, programs.philosophers, strategy, true);
    add(std::string(kPhilosophers) + "_bare", programs.philosophers, strategy, false);
    add(kFewThreads, programs.few, strategy, false);
    add(kManyThreads, programs.many, strategy, false);
  }
  add(kPoint, programs.points, kDefault, true);
  return all;
}

Row raw_switch_row(double nanoseconds) {
  Row row{.bench = kRawSwitch, .strategy = "none"};
  row.more.emplace_back("ns", nanoseconds);
  return row;
}

}  // namespace

bool measure_speed(const Options& options, std::vector<Row>& rows) {
  const Programs programs;
  std::deque<Runner> all = runners(programs, options);
  if (all.empty()) return true;
  std::vector<double> raw;
  const double seconds = options.milliseconds / 1e3;
  // In rounds, so that what disturbs the machine for a while disturbs everybody.
  for (std::uint32_t i = 0; i < options.repetitions; ++i) {
    raw.push_back(sim::raw_switch_nanoseconds(options.milliseconds * 20'000));
    for (Runner& runner : all) {
      if (!runner.measure(seconds)) return false;
    }
  }
  const double ns = median(raw);
  rows.push_back(raw_switch_row(ns));
  for (const Runner& runner : all) {
    Row row = runner.row();
    row.more.emplace_back("switches", row.get("ns_per_point") / ns);
    rows.push_back(std::move(row));
  }
  return true;
}

}  // namespace interleave::bench
