#include "sim/strategies/delay_bounded.h"

namespace interleave::sim {
namespace {

std::uint32_t next_in_circle(const ReadySet& ready, std::uint32_t thread) {
  const std::uint32_t next = ready.next(thread);
  return next != 0 ? next : ready.first();
}

}  // namespace

void DelayBounded::begin_run(std::uint64_t seed) {
  Drawing::begin_run(seed);
  choices_ = 0;
  tail_ = length_.fair_tail();
  last_ = 0;
  delays_.draw(random_, 1 + random_.below(kMostDelays), length_.estimate());
  spin_.begin_run();
}

std::uint32_t DelayBounded::pick_thread(const Choice& choice) {
  if (++choices_ > tail_) [[unlikely]] {
    return walk(choice);
  }
  const ReadySet& ready = *choice.ready;
  std::uint32_t thread = choice.current;
  if (!ready.has(thread)) thread = next_in_circle(ready, thread);
  for (; choices_ == delays_.next(); delays_.take()) thread = next_in_circle(ready, thread);
  // A thread that has let the others go first may pass its yield when its turn comes again.
  const PendingOperation& operation = choice.pending[thread];
  const bool gives_way = operation.kind == OperationKind::yield && thread == last_;
  if (gives_way || spin_.chosen(thread, operation)) [[unlikely]] {
    thread = next_in_circle(ready, thread);
  }
  last_ = thread;
  return thread;
}

void DelayBounded::end_run(std::uint64_t steps) {
  static_cast<void>(steps);
  length_.learn(choices_);
}

}  // namespace interleave::sim
