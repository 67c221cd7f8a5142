#include "sim/shrink/steps_strategy.h"

#include "sim/strategies/non_preemptive.h"

namespace interleave::sim {

void StepsStrategy::begin_run(std::uint64_t) {
  at_ = 0;
  fits_ = true;
}

std::uint32_t StepsStrategy::pick_thread(const Choice& choice) {
  fits_ = fits_ && at_ < decisions_.size();
  if (fits_) {
    const Decision& next = decisions_[at_];
    fits_ = next.kind == DecisionKind::thread && next.options == choice.options &&
            choice.ready->has(next.taken) && choice.pending[next.taken].object == next.object;
  }
  return fits_ ? decisions_[at_++].taken : default_thread(choice);
}

std::uint32_t StepsStrategy::pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                                  const char* site) {
  fits_ = fits_ && at_ < decisions_.size();
  if (fits_) {
    const Decision& next = decisions_[at_];
    fits_ = next.kind == kind && next.options == options && next.object == object &&
            std::string_view(next.site) == site;
  }
  return fits_ ? decisions_[at_++].taken : 0;
}

}  // namespace interleave::sim
