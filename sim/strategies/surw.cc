#include "sim/strategies/surw.h"

#include <bit>
#include <cstddef>

namespace interleave::sim {

void Surw::begin_run(std::uint64_t seed) {
  Drawing::begin_run(seed);
  choices_ = 0;
  tail_ = length_.fair_tail();
  number_ = accesses_.draw(random_);
  object_ = kNoObject;
  release();
  countdown_.begin_run(accesses_.by_place(number_));
  accesses_.begin_run();
}

std::uint32_t Surw::pick_thread(const Choice& choice) {
  const std::uint32_t thread = choose(choice);
  if (accesses_.looks()) accesses_.chosen(choice, thread);
  return thread;
}

std::uint32_t Surw::choose(const Choice& choice) {
  if (++choices_ > tail_ || object_ == kNoObject) return walk(choice);
  for (;;) {
    const std::uint32_t thread = draw_free(choice);
    if (thread == 0) {  // the intended one cannot run, and all others are held back
      release();
      continue;
    }
    if (choice.pending[thread].object != object_) return thread;
    if (intended_ == 0) intend(choice);
    if (thread == intended_) return thread;
    held_.add(thread);
  }
}

// One of those that can run and are not held back; 0 when there is none.
std::uint32_t Surw::draw_free(const Choice& choice) {
  const std::uint32_t first = walk(choice);
  if (!held_.has(first)) return first;
  // As likely for each: a second draw, among the free alone.
  const ReadySet& ready = *choice.ready;
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < ready.words(); ++i) {
    count += static_cast<std::uint32_t>(std::popcount(ready.word(i) & ~held_.word(i)));
  }
  if (count == 0) return 0;
  std::uint32_t index = random_.below(count);
  for (std::size_t i = 0;; ++i) {
    std::uint64_t word = ready.word(i) & ~held_.word(i);
    const auto here = static_cast<std::uint32_t>(std::popcount(word));
    if (index < here) {
      for (; index > 0; --index) word &= word - 1;
      return static_cast<std::uint32_t>(i * 64) +
             static_cast<std::uint32_t>(std::countr_zero(word));
    }
    index -= here;
  }
}

// Accesses that the thread has left: at least the one that it is about to do.
std::uint64_t Surw::weight(const Choice& choice, std::uint32_t thread) {
  const std::uint64_t left = countdown_.left(thread);
  if (choice.pending[thread].object != object_ || left >= Countdown::kEvent) return left;
  const std::uint64_t taken = left == 0 ? countdown_.take_over(thread, *choice.ready) : left;
  return taken < Countdown::kEvent ? Countdown::kEvent : taken;
}

// Somebody is about to do an access, so that there is a weight.
void Surw::intend(const Choice& choice) {
  const ReadySet& ready = *choice.ready;
  std::uint64_t all = 0;
  for (std::uint32_t i = ready.first(); i != 0; i = ready.next(i)) {
    all += weight(choice, i);
    up_to_[i] = all;
  }
  const std::uint64_t position = random_.below_wide(all);
  intended_ = ready.first();
  while (position >= up_to_[intended_]) intended_ = ready.next(intended_);
}

// The intention passes to the child as often as the access meant is one of the child's.
void Surw::thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) {
  const std::uint64_t before = parent == 0 ? 0 : countdown_.left(parent);
  countdown_.thread_made(thread, parent, key);
  if (parent == 0 || intended_ != parent || before == 0) return;
  if (random_.below_wide(before) < countdown_.left(thread)) intended_ = thread;
}

void Surw::thread_ended(std::uint32_t thread) {
  countdown_.thread_ended(thread);
  if (thread == intended_) release();
}

void Surw::object_made(ObjectId id, ObjectKind kind, std::uint64_t key) {
  const AccessCounts::Number number = accesses_.object_made(id, kind, key);
  if (number != 0 && number == number_) object_ = id;
}

void Surw::on_operation(std::uint32_t thread, const PendingOperation& operation) {
  accesses_.on_operation(countdown_.place(thread), operation);
  if (operation.kind == OperationKind::join) countdown_.joined(thread);
  const bool access = operation.object == object_ && object_ != kNoObject;
  if (access && is_event(operation.kind)) countdown_.did(thread);
  if (access || (thread == intended_ && operation.kind == OperationKind::yield)) release();
}

void Surw::end_run(std::uint64_t steps) {
  static_cast<void>(steps);
  length_.learn(choices_);
}

}  // namespace interleave::sim
