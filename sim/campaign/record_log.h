// The records of one run, and the comparison of another run with them.
#ifndef INTERLEAVE_SIM_CAMPAIGN_RECORD_LOG_H_
#define INTERLEAVE_SIM_CAMPAIGN_RECORD_LOG_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "model/trace/record.h"

namespace interleave::sim {

// Where two runs part.
struct RecordDifference {
  std::size_t position = 0;      // of the record, from 1
  std::optional<Record> first;   // absent: the first run had ended
  std::optional<Record> second;  // absent: the second run has ended
};

// Its memory is taken when it is made: it is used within the threads of a run, which share nothing
// that a race detector could see. What comes after kMost records is not kept.
class RecordLog {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 16;

  RecordLog() { records_.reserve(kMost); }

  void clear();
  // The first run.
  void keep(const Record& record) {
    if (records_.size() < kMost) {
      records_.push_back(record);
    } else {
      ++left_out_;
    }
  }
  // Another run begins, which is to be compared.
  void begin_comparison() {
    compared_ = 0;
    difference_.reset();
  }
  void compare(const Record& record);

  [[nodiscard]] std::span<const Record> records() const { return records_; }
  // Records of the first run that were not kept.
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

  // After the other run: where it first differs. Absent when it does not, as far as was kept.
  [[nodiscard]] std::optional<RecordDifference> difference() const;

 private:
  std::vector<Record> records_;
  std::size_t left_out_ = 0;
  std::size_t compared_ = 0;
  std::optional<RecordDifference> difference_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_RECORD_LOG_H_
