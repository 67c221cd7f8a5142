#include "sim/campaign/record_log.h"

namespace interleave::sim {
namespace {

bool same(const Record& a, const Record& b) {
  return a.step == b.step && a.thread == b.thread && a.event == b.event && a.object == b.object &&
         a.value == b.value && a.time == b.time;
}

}  // namespace

void RecordLog::clear() {
  records_.clear();
  left_out_ = 0;
  begin_comparison();
}

void RecordLog::compare(const Record& record) {
  const std::size_t at = compared_++;
  if (difference_ || at >= kMost) return;
  if (at >= records_.size()) {
    difference_ = RecordDifference{at + 1, std::nullopt, record};
  } else if (!same(records_[at], record)) {
    difference_ = RecordDifference{at + 1, records_[at], record};
  }
}

std::optional<RecordDifference> RecordLog::difference() const {
  if (!difference_ && compared_ < records_.size()) {
    return RecordDifference{compared_ + 1, records_[compared_], std::nullopt};
  }
  return difference_;
}

}  // namespace interleave::sim
