#include "sim/world/sim_condvar.h"

#include <fmt/format.h>

namespace interleave::sim {

SimCondVar::SimCondVar(Engine& engine, Threads& threads, SimMutex& mutex, Name name)
    : CondVar(threads, engine, mutex, name), engine_(engine), mutex_(mutex) {}

SimCondVar::~SimCondVar() {
  if (engine_.running() && count_ != 0) {
    engine_.fail(
        "mutex-misuse",
        fmt::format("{} destroys the condition {}, which {} threads wait for",
                    engine_.thread_path(engine_.current()), engine_.object_name(id()), count_));
  }
}

bool SimCondVar::do_wait(const Condition& condition, Instant deadline) {
  engine_.point(OperationKind::wait, id());
  engine_.touch(OperationKind::wait, mutex_.id());
  mutex_.release();
  if (engine_.happens(Fault::spurious_wakeup, DecisionKind::spurious, id(), "wait")) {
    mutex_.relock();
    return true;
  }
  if (deadline <= engine_.now()) {
    mutex_.relock();
    return false;
  }
  const std::uint32_t self = engine_.current();
  ConditionWait wait{
      .condition = &condition, .mutex = &mutex_, .condvar = id(), .timed = deadline != kNever};
  engine_.self().waiting = &wait;
  enqueue(self);
  engine_.arm(self, deadline, this);
  engine_.block();
  mutex_.take();
  return !wait.timed_out;
}

void SimCondVar::do_notify_one() {
  engine_.point(OperationKind::notify_one, id());
  if (count_ == 0) return;
  wake(dequeue(engine_.decide(DecisionKind::waiter, count_, id(), "notify_one")));
}

void SimCondVar::do_notify_all() {
  engine_.point(OperationKind::notify_all, id());
  while (count_ != 0) wake(dequeue(0));
}

void SimCondVar::wake(std::uint32_t thread) {
  engine_.thread(thread).waiting = nullptr;
  engine_.disarm(thread);
  engine_.edge(engine_.current(), thread);
  mutex_.relock_when_free(thread);
}

void SimCondVar::deadline_reached(std::uint32_t thread) {
  std::uint32_t index = 0;
  for (std::uint32_t i = first_; i != thread; i = engine_.thread(i).next_waiter) ++index;
  dequeue(index);
  ThreadState& state = engine_.thread(thread);
  state.waiting->timed_out = true;
  state.waiting = nullptr;
  mutex_.relock_when_free(thread);
}

void SimCondVar::enqueue(std::uint32_t thread) {
  engine_.thread(thread).next_waiter = 0;
  (count_ == 0 ? first_ : engine_.thread(last_).next_waiter) = thread;
  last_ = thread;
  ++count_;
}

// Takes out the waiter at `index` and returns its number.
std::uint32_t SimCondVar::dequeue(std::uint32_t index) {
  std::uint32_t before = 0;
  std::uint32_t found = first_;
  for (; index > 0; --index) {
    before = found;
    found = engine_.thread(found).next_waiter;
  }
  const std::uint32_t after = engine_.thread(found).next_waiter;
  (before == 0 ? first_ : engine_.thread(before).next_waiter) = after;
  if (found == last_) last_ = before;
  --count_;
  return found;
}

}  // namespace interleave::sim
