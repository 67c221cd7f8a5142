#include "sim/explain/observed_run.h"

namespace interleave::sim {

std::uint32_t ObservedRun::number(ObjectId thread) const {
  const auto at = static_cast<std::size_t>(thread);
  return at < numbers_.size() ? numbers_[at] : 0;
}

const PassedPoint* ObservedRun::broken_after() const {
  if (!result.finding || result.finding->step < records.size()) return nullptr;
  if (points.empty() || points.back().record < records.size()) return nullptr;
  return &points.back();
}

std::uint32_t ObservedRun::breaker() const {
  if (!result.finding) return 0;
  if (const PassedPoint* point = broken_after()) return point->thread;
  const std::uint64_t step = result.finding->step;
  return step >= 1 && step <= records.size() ? number(records[step - 1].thread) : 0;
}

void StateWalk::next() {
  const Record& record = run_.records[at_++];
  if (record.event == Event::object_created) {
    const ObservedObject& object = run_.objects[static_cast<std::size_t>(record.object)];
    state_.created(record, object.kind, object.name);
  }
  state_.apply(record);
}

void StateWalk::to(std::uint64_t step) {
  while (at_ < run_.records.size() && run_.records[at_].step <= step) next();
}

}  // namespace interleave::sim
