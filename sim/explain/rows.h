// A run as a list of steps for a reader: its records, and the points that no record tells of.
#ifndef INTERLEAVE_SIM_EXPLAIN_ROWS_H_
#define INTERLEAVE_SIM_EXPLAIN_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/explain/observed_run.h"

namespace interleave::sim {

// The name of a step. Records have the numbers that findings and `replay --trace` show: "41". A
// point between two of them that is no record's is "41.1", "41.2".
struct StepNumber {
  std::uint64_t record = 0;
  std::uint32_t point = 0;  // 0: the record itself

  [[nodiscard]] std::string text() const;
  auto operator<=>(const StepNumber&) const = default;
};

// The inverse of StepNumber::text: "41", "41.2". Absent for anything else, and for step 0.
std::optional<StepNumber> parse_step(std::string_view text);

struct Row {
  static constexpr std::size_t kNone = ~std::size_t{0};

  StepNumber number;
  std::uint32_t thread = 0;    // who; 0: the world
  std::size_t record = kNone;  // position in ObservedRun::records
  std::size_t point = kNone;   // position in ObservedRun::points; of a record: the point it tells
};

struct Rows {
  std::vector<Row> rows;
  std::vector<std::size_t> of_point;     // by point
  std::vector<std::size_t> of_record;    // by record
  std::vector<std::size_t> effect;       // by record: the row at which what it announces happens;
                                         // its own where it announces nothing, or it never came
  std::vector<std::size_t> of_decision;  // by decision: the first row that comes after it, or the
                                         // number of rows
};

// Each record is a row. A point is one with the record that says so (has the lock, is back from a
// poll, begins to wait) where that stands beside it, and a row of its own elsewhere: then what the
// record says is only about to happen.
Rows make_rows(const ObservedRun& run);

// "one has the a lock", "two loads x".
std::string words(const Row& row, const ObservedRun& run);
// What a point does, without who does it: "loads x".
std::string words(const PendingOperation& operation, const ObservedRun& run);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_ROWS_H_
