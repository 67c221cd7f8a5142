#include "sim/explain/observed_run.h"

namespace interleave::sim {

std::uint32_t ObservedRun::number(ObjectId thread) const {
  const auto at = static_cast<std::size_t>(thread);
  return at < numbers_.size() ? numbers_[at] : 0;
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
