#include "sim/strategies/surw.h"

#include <algorithm>

namespace interleave::sim {

void Surw::begin_run(std::uint64_t seed) {
  Drawing::begin_run(seed);
  choices_ = 0;
  tail_ = length_.fair_tail();
  number_ = accesses_.draw(random_);
  object_ = kNoObject;
  intended_ = 0;
  watch_.begin_run();
  elsewhere_.clear();
  at_access_.clear();
  countdown_.begin_run(accesses_.by_place(number_));
  accesses_.begin_run();
}

std::uint32_t Surw::pick_thread(const Choice& choice) {
  const std::uint32_t thread = choose(choice);
  if (accesses_.looks()) accesses_.chosen(choice, thread);
  return thread;
}

std::uint32_t Surw::choose(const Choice& choice) {
  if (++choices_ > tail_) return walk(choice);
  look(choice);
  for (;;) {
    const Priorities::Place free = elsewhere_.top_place();
    if (intended_ == 0) {
      if (free > at_access_.top_place()) return Priorities::thread_at(free);
      intend(choice);
    }
    // Everybody else who is about to do an access is held back.
    const Priorities::Place next = std::max(free, at_access_.place(intended_));
    if (next != 0) return Priorities::thread_at(next);
    intended_ = 0;
  }
}

// Whoever has come to another operation goes to where it belongs.
void Surw::look(const Choice& choice) {
  watch_.look(*choice.ready, [&](std::uint32_t thread, bool can_run) {
    elsewhere_.leave(thread);
    at_access_.leave(thread);
    if (!can_run) return;
    const bool access = is_access(choice.pending[thread]);
    (access ? at_access_ : elsewhere_).set(thread, priority_[thread]);
  });
}

// Accesses that the thread has left: at least the one that it is about to do.
std::uint64_t Surw::weight(const Choice& choice, std::uint32_t thread) {
  const std::uint64_t left = countdown_.left(thread);
  if (!is_access(choice.pending[thread]) || left >= Countdown::kEvent) return left;
  const std::uint64_t taken = left == 0 ? countdown_.take_over(thread, *choice.ready) : left;
  return taken < Countdown::kEvent ? Countdown::kEvent : taken;
}

// Somebody is about to do an access, so that there is a weight.
void Surw::intend(const Choice& choice) {
  const ReadySet& ready = *choice.ready;
  std::uint64_t all = 0;
  ready.numbers().each([&](std::uint32_t thread) {
    all += weight(choice, thread);
    up_to_[thread] = all;
  });
  const std::uint64_t position = random_.below_wide(all);
  intended_ = ready.first();
  while (position >= up_to_[intended_]) intended_ = ready.next(intended_);
}

// The intention passes to the child as often as the access meant is one of the child's.
void Surw::thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) {
  priority_[thread] = draw();
  const std::uint64_t before = parent == 0 ? 0 : countdown_.left(parent);
  countdown_.thread_made(thread, parent, key);
  if (parent == 0 || intended_ != parent || before == 0) return;
  if (random_.below_wide(before) < countdown_.left(thread)) intended_ = thread;
}

void Surw::thread_ended(std::uint32_t thread) {
  countdown_.thread_ended(thread);
  if (thread == intended_) intended_ = 0;
}

void Surw::object_made(ObjectId id, ObjectKind kind, std::uint64_t key) {
  const AccessCounts::Number number = accesses_.object_made(id, kind, key);
  if (number != 0 && number == number_) object_ = id;
}

void Surw::on_operation(std::uint32_t thread, const PendingOperation& operation) {
  accesses_.on_operation(countdown_.place(thread), operation);
  watch_.done(thread);
  if (operation.kind == OperationKind::join) countdown_.joined(thread);
  if (is_access(operation)) {
    if (is_event(operation.kind)) countdown_.did(thread);
    intended_ = 0;
    return;
  }
  priority_[thread] = draw();
  if (thread == intended_ && operation.kind == OperationKind::yield) intended_ = 0;
}

void Surw::end_run(std::uint64_t steps) {
  static_cast<void>(steps);
  length_.learn(choices_);
}

}  // namespace interleave::sim
