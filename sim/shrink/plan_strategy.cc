#include "sim/shrink/plan_strategy.h"

#include <algorithm>

#include "sim/strategies/non_preemptive.h"

namespace interleave::sim {

void PlanStrategy::set(const Plan& plan) {
  segments_ = plan.segments;
  answers_.clear();
  for (const Deviation& each : plan.deviations) answers_.emplace_back(each.place, each.taken);
  std::sort(answers_.begin(), answers_.end());
}

void PlanStrategy::begin_run(std::uint64_t) {
  positions_.begin_run();
  at_ = 0;
  done_ = 0;
}

// Whether its thread is to run now.
bool PlanStrategy::wants(const Segment& segment, const Choice& choice) const {
  if (segment.preempted && done_ >= segment.points) return false;
  const std::uint32_t number = positions_.number(segment.thread);
  if (number == 0 || !choice.ready->has(number)) return false;
  // It gives way: what comes after is another segment.
  const bool yields = choice.pending[number].kind == OperationKind::yield;
  return !(yields && done_ > 0 && !segment.preempted);
}

std::uint32_t PlanStrategy::pick_thread(const Choice& choice) {
  while (at_ < segments_.size() && !wants(segments_[at_], choice)) {
    ++at_;
    done_ = 0;
  }
  return at_ < segments_.size() ? positions_.number(segments_[at_].thread) : default_thread(choice);
}

std::uint32_t PlanStrategy::pick(DecisionKind kind, std::uint32_t options, ObjectId,
                                 const char* site) {
  const Place place = positions_.ask(kind, site);
  const auto found = std::lower_bound(
      answers_.begin(), answers_.end(), place,
      [](const std::pair<Place, std::uint32_t>& a, const Place& b) { return a.first < b; });
  const bool known = found != answers_.end() && found->first == place;
  return known && found->second < options ? found->second : 0;
}

void PlanStrategy::thread_made(std::uint32_t thread, std::uint32_t, std::uint64_t key) {
  positions_.thread_made(thread, key);
}

void PlanStrategy::on_operation(std::uint32_t thread, const PendingOperation&) {
  positions_.passed(thread);
  if (at_ >= segments_.size()) return;
  const std::uint64_t key = positions_.key(thread);
  // Where only one thread can run nobody is asked: the segment at hand may be over.
  if (segments_[at_].thread != key && done_ > 0) {
    ++at_;
    done_ = 0;
  }
  if (at_ < segments_.size() && segments_[at_].thread == key) ++done_;
}

}  // namespace interleave::sim
