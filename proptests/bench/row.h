// The figures of the benchmark: a row for each thing measured and strategy.
#ifndef INTERLEAVE_PROPTESTS_BENCH_ROW_H_
#define INTERLEAVE_PROPTESTS_BENCH_ROW_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave::bench {

struct Row {
  std::string bench;     // "producer_consumer_queue", "reorder_10"
  std::string strategy;  // "none" where there is none
  std::optional<double> schedules_per_s = std::nullopt;
  std::optional<double> points_per_schedule = std::nullopt;
  std::optional<double> mean_schedules_to_bug = std::nullopt;  // over the trials that found it
  std::optional<std::uint64_t> trials = std::nullopt;
  std::optional<std::uint64_t> found = std::nullopt;  // in how many of the trials
  std::vector<std::pair<std::string, double>> more = {};

  // A value of `more`; 0 when there is none.
  [[nodiscard]] double get(std::string_view name) const;
};

// Null when there is none.
const Row* find(const std::vector<Row>& rows, std::string_view bench, std::string_view strategy);

// A list of objects with exactly the names above, null where there is nothing, and those of `more`.
std::string to_json(const std::vector<Row>& rows);

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_ROW_H_
