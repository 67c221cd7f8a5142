#include "sim/strategies/non_preemptive.h"

namespace interleave::sim {

void NonPreemptive::begin_run(std::uint64_t) {}

std::uint32_t NonPreemptive::pick_thread(const Choice& choice) {
  return choice.ready->has(choice.current) ? choice.current : choice.ready->first();
}

std::uint32_t NonPreemptive::pick(DecisionKind, std::uint32_t, ObjectId, const char*) {
  return 0;
}

}  // namespace interleave::sim
