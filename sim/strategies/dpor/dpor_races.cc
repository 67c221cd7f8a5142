// After a run: what its races say must be tried.
#include <algorithm>

#include "sim/strategies/dpor/dpor.h"

namespace interleave::sim {
namespace {

// What a thread waits for that cannot run until another thread has done something. A thread in
// `wait` has begun to wait already; the end of a thread or of a time is nobody's race.
bool waits_in(OperationKind kind) {
  switch (kind) {
    case OperationKind::lock:
    case OperationKind::relock:
    case OperationKind::poll:
    case OperationKind::connect:
    case OperationKind::send:
    case OperationKind::receive:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Dpor::find_races() {
  // Where the program has not gone the same way again, nothing is as it was.
  const std::uint32_t same = statistics_.diverged ? 0 : first_new_;
  for (std::uint32_t i = order_.begin(log_, same); i < log_.size(); ++i) {
    order_.put_in(i);
    if (i >= first_new_ && log_[i].thread != kTheWorld) add_races(i);
  }
  for (std::uint32_t i = tree_.depth(); i-- > 0 && tree_[i].step >= first_new_;) {
    const ChoiceFrame& frame = tree_[i];
    if (!frame.of_thread || frame.step >= log_.size()) continue;
    tree_.add_accesses(i, log_.accesses(frame.step));
  }
  add_unfinished();
}

void Dpor::add_races(std::uint32_t step) {
  const StepEvent& event = log_[step];
  enablers_.clear();
  for (const StepRace& race : races_.find(event.thread, step)) add(race);
  const auto accesses = log_.accesses(step);
  if (accesses.empty() || !waits_in(accesses.front().kind)) return;
  const Waiting waiting{.thread = event.thread,
                        .previous = event.before,
                        .cause = cause_of(event.before, event.cause, accesses.front().kind),
                        .accesses = accesses};
  // It has waited while time was moved: what had made it impossible lies before that.
  const std::uint32_t world = log_.world_before(step);
  const std::uint32_t came = waiting.cause == kNone ? event.before : waiting.cause;
  if (world != kNone && world > came) enablers_.push_back(world);
  add_waiting(waiting);
}

// What has let a thread go on to `kind`: where nobody has woken it from a wait, its deadline.
std::uint32_t Dpor::cause_of(std::uint32_t previous, std::uint32_t cause,
                             OperationKind kind) const {
  if (cause != kNone || kind != OperationKind::relock) return cause;
  return log_.world_after(previous);
}

// The thread had come to this step before each of `enablers_`, which has made it possible. What had
// made it impossible before is what can be turned round: two that take the last free place.
void Dpor::add_waiting(const Waiting& waiting) {
  while (!enablers_.empty()) {
    const std::uint32_t place = enablers_.back();
    enablers_.pop_back();
    order_.imagine(waiting.previous, waiting.cause, waiting.accesses, place);
    const std::uint32_t end = std::min(place, log_.size());
    for (const StepRace& race : races_.find(waiting.thread, end)) add(race);
  }
}

void Dpor::add(const StepRace& race) {
  const std::uint32_t frame = log_[race.earlier].frame;
  const bool possible = frame != kNone && tree_[frame].enabled.has(race.thread);
  if (race.thread_alone && !possible) {
    enablers_.push_back(race.earlier);
  } else if (frame != kNone) {
    tree_.add(frame, race);
  }
}

// What never came to be done in this run.
void Dpor::add_unfinished() {
  if (ready_ == nullptr) return;
  for (std::uint32_t i = 1; i < log_.threads(); ++i) {
    const PendingOperation& pending = pending_[i];
    if (ended_.has(i) || ready_->has(i) || !waits_in(pending.kind)) continue;
    const Access access{.object = pending.object, .kind = pending.kind};
    enablers_.assign(1, kNone);
    add_waiting({.thread = i,
                 .previous = log_.last(i),
                 .cause = cause_of(log_.last(i), log_.next_cause(i), pending.kind),
                 .accesses = {&access, 1}});
  }
  // The last step has broken a rule and so has kept all others from going on.
  const bool broken = !ready_->empty() && !last_was_partial();
  if (!broken || log_.size() == 0) return;
  const std::uint32_t frame = log_[log_.size() - 1].frame;
  if (frame != kNone) tree_.add_all(frame);
}

void Dpor::next_run() {
  const bool sleep = reduces_ && options_.sleep != DporOptions::Sleep::never;
  statistics_.ended = !tree_.advance(sleep);
  if (statistics_.ended) {
    first_new_ = 0;
    return;
  }
  if (restart_after_ != 0 && --runs_left_ == 0) {
    ++statistics_.restarts;
    restart_after_ *= 2;
    runs_left_ = restart_after_;
    tree_.clear(seeds_.next());
    first_new_ = 0;
    return;
  }
  last_choice_ = tree_.depth() - 1;
  first_new_ = tree_[last_choice_].step;
  while (last_choice_ != 0 && !tree_[last_choice_].of_thread) --last_choice_;
}

}  // namespace interleave::sim
