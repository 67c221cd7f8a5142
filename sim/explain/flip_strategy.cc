#include "sim/explain/flip_strategy.h"

#include <algorithm>
#include <utility>

#include "sim/explain/dependence.h"

namespace interleave::sim {

FlipStrategy::FlipStrategy(const ObservedRun& run, Exchange exchange, OnPoint on_point)
    : run_(run),
      exchange_(std::move(exchange)),
      on_point_(std::move(on_point)),
      first_thread_(run.points[exchange_.first].thread) {}

void FlipStrategy::begin_run(std::uint64_t) {
  scripts_.assign(run_.threads.size(), {});
  make_places();
  for (std::size_t i = 0; i < run_.decisions.size(); ++i) {
    if (run_.result.decisions[i].kind == DecisionKind::thread) continue;
    scripts_[run_.decisions[i].asker].decisions.push_back(i);
  }
  recorded_.assign(1, 0);
  last_ = 0;
  second_done_ = first_done_ = first_done_after_ = false;
}

void FlipStrategy::make_places() {
  std::size_t place = 0;
  const auto put = [&](std::size_t point) {
    Script& script = scripts_[run_.points[point].thread];
    script.places.push_back(place++);
    if (point == exchange_.first) first_ordinal_ = script.places.size();
    if (point == exchange_.second) second_ordinal_ = script.places.size();
  };
  for (std::size_t i = 0; i < exchange_.first; ++i) put(i);
  if (exchange_.second != Exchange::kNone) {
    for (const std::size_t needed : exchange_.needed) put(needed);
    put(exchange_.second);
  }
  for (std::size_t i = exchange_.first; i < run_.points.size(); ++i) {
    const bool moved = i == exchange_.second || std::ranges::binary_search(exchange_.needed, i);
    if (!moved) put(i);
  }
  if (exchange_.second == Exchange::kNone) {
    second_ordinal_ = scripts_[exchange_.thread].places.size();
  }
}

std::uint32_t FlipStrategy::recorded(std::uint32_t thread) const {
  return thread < recorded_.size() ? recorded_[thread] : 0;
}

std::size_t FlipStrategy::place(std::uint32_t thread) const {
  const std::uint32_t number = recorded(thread);
  if (number == 0) return kNever;
  const Script& script = scripts_[number];
  return script.points_done < script.places.size() ? script.places[script.points_done] : kNever;
}

// The thread of the first step stands before it, and the second one, which the recorded run does
// not have, has not come.
bool FlipStrategy::holding(std::uint32_t thread) const {
  return exchange_.second == Exchange::kNone && !second_done_ &&
         recorded(thread) == first_thread_ &&
         scripts_[first_thread_].points_done + 1 == first_ordinal_;
}

std::uint32_t FlipStrategy::pick_thread(const Choice& choice) {
  std::uint32_t best = 0;
  std::size_t best_place = kNever;
  bool held = false;
  std::uint32_t other = 0;
  for (std::uint32_t i = choice.ready->first(); i != 0; i = choice.ready->next(i)) {
    if (holding(i)) {
      held = true;
      continue;
    }
    if (recorded(i) == exchange_.thread) other = i;
    if (place(i) < best_place) {
      best = i;
      best_place = place(i);
    }
  }
  if (held && other != 0) return other;
  if (best != 0) return best;
  return after_script(choice);
}

// Every thread that can run does what it did not do in the recorded run.
std::uint32_t FlipStrategy::after_script(const Choice& choice) const {
  const bool current = choice.ready->has(choice.current) && !holding(choice.current);
  if (current && choice.pending[choice.current].kind != OperationKind::yield) {
    return choice.current;
  }
  const std::uint32_t next = choice.ready->next(choice.current);
  const std::uint32_t candidate = next != 0 ? next : choice.ready->first();
  if (!holding(candidate)) return candidate;
  const std::uint32_t beyond = choice.ready->next(candidate);
  return beyond != 0 ? beyond : choice.ready->first();
}

std::uint32_t FlipStrategy::pick(DecisionKind kind, std::uint32_t options, ObjectId,
                                 const char* site) {
  const std::uint32_t number = recorded(last_);
  if (number == 0) return 0;
  Script& script = scripts_[number];
  if (script.decisions_done == script.decisions.size()) return 0;
  const Decision& told = run_.result.decisions[script.decisions[script.decisions_done]];
  if (told.kind != kind || told.options != options || std::string_view(told.site) != site) {
    return 0;
  }
  ++script.decisions_done;
  return told.taken;
}

void FlipStrategy::thread_made(std::uint32_t thread, std::uint32_t, std::uint64_t key) {
  recorded_.resize(thread + 1, 0);
  for (std::uint32_t i = 1; i < run_.threads.size(); ++i) {
    if (run_.threads[i].key == key) recorded_[thread] = i;
  }
}

void FlipStrategy::on_operation(std::uint32_t thread, const PendingOperation& operation) {
  last_ = thread;
  const std::uint32_t number = recorded(thread);
  if (number == 0) return;
  const std::size_t done = ++scripts_[number].points_done;
  if (number == first_thread_ && done == first_ordinal_) {
    first_done_ = true;
    first_done_after_ = second_done_;
  }
  if (number != exchange_.thread) return;
  if (exchange_.second == Exchange::kNone) {
    look_for_second(thread, operation);
  } else if (done == second_ordinal_) {
    second_done_ = true;
    second_operation_ = operation;
    if (on_point_ && !first_done_) on_point_(thread);
  }
}

void FlipStrategy::on_touch(std::uint32_t thread, const PendingOperation& operation) {
  if (recorded(thread) == exchange_.thread && exchange_.second == Exchange::kNone) {
    look_for_second(thread, operation);
  }
}

void FlipStrategy::look_for_second(std::uint32_t thread, const PendingOperation& operation) {
  if (second_done_ || operation.object != exchange_.object) return;
  if (scripts_[exchange_.thread].points_done <= second_ordinal_) return;
  if (commute(run_.points[exchange_.first].operation.kind, operation.kind)) return;
  second_done_ = true;
  second_operation_ = operation;
  if (on_point_ && !first_done_) on_point_(thread);
}

}  // namespace interleave::sim
