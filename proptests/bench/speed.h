// Measures how fast a program without a bug is run.
#ifndef INTERLEAVE_PROPTESTS_BENCH_SPEED_H_
#define INTERLEAVE_PROPTESTS_BENCH_SPEED_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "proptests/bench/contestants.h"
#include "proptests/bench/row.h"
#include "sim/engine/simulation.h"

namespace interleave::bench {

double median(std::vector<double> values);

// One program under one strategy, measured several times.
class Runner {
 public:
  // `watched`: with every rule, or with none.
  Runner(std::string bench, const sim::Scenario& program, std::string strategy, bool watched);

  // Runs for about so long. False when a run broke a rule; it has complained then.
  bool measure(double seconds);

  // Medians; "ns_per_point" is among them.
  [[nodiscard]] Row row() const;

 private:
  const std::string bench_;
  const sim::Scenario& program_;
  const std::string strategy_;
  const Contestant contestant_;
  const std::unique_ptr<sim::Simulation> simulation_;
  std::uint64_t run_ = 0;
  std::vector<double> schedules_;  // per second
  std::vector<double> points_;     // per schedule
};

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_SPEED_H_
