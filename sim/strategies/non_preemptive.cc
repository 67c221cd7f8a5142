#include "sim/strategies/non_preemptive.h"

namespace interleave::sim {

bool goes_on(const Choice& choice) {
  return choice.ready->has(choice.current) &&
         choice.pending[choice.current].kind != OperationKind::yield;
}

std::uint32_t default_thread(const Choice& choice) {
  if (!choice.ready->has(choice.current)) return choice.ready->first();
  if (goes_on(choice)) return choice.current;
  const std::uint32_t next = choice.ready->next(choice.current);
  return next != 0 ? next : choice.ready->first();
}

void NonPreemptive::begin_run(std::uint64_t) {}

std::uint32_t NonPreemptive::pick_thread(const Choice& choice) {
  return default_thread(choice);
}

std::uint32_t NonPreemptive::pick(DecisionKind, std::uint32_t, ObjectId, const char*) {
  return 0;
}

}  // namespace interleave::sim
