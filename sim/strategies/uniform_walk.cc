#include "sim/strategies/uniform_walk.h"

namespace interleave::sim {

void UniformWalk::begin_run(std::uint64_t seed) {
  Drawing::begin_run(seed);
  countdown_.begin_run(totals_);
  watch_.begin_run();
  tree_.clear();
}

std::uint32_t UniformWalk::pick_thread(const Choice& choice) {
  watch_.look(*choice.ready, [&](std::uint32_t thread, bool can_run) {
    std::uint64_t weight = 0;
    if (can_run) {
      weight = countdown_.left(thread);
      if (weight == 0 && is_event(choice.pending[thread].kind))
        weight = countdown_.take_over(thread, *choice.ready);
      if (weight < Countdown::kEvent) weight = Countdown::kEvent;
    }
    tree_.set(thread, weight);
  });
  return tree_.at(random_.below_wide(tree_.total()));
}

void UniformWalk::thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) {
  countdown_.thread_made(thread, parent, key);
}

void UniformWalk::thread_ended(std::uint32_t thread) {
  countdown_.thread_ended(thread);
}

void UniformWalk::on_operation(std::uint32_t thread, const PendingOperation& operation) {
  watch_.done(thread);
  if (operation.kind == OperationKind::join) {
    countdown_.joined(thread);
  } else if (is_event(operation.kind)) {
    countdown_.did(thread);
    totals_.count(countdown_.place(thread));
  }
}

}  // namespace interleave::sim
