#include "sim/strategies/dpor/dpor.h"

#include <utility>

#include <fmt/format.h>

namespace interleave::sim {

Dpor::Dpor(DporOptions options)
    : options_(std::move(options)),
      restart_after_(options_.restart_after),
      order_(options_.dependence),
      races_(log_, order_) {}

void Dpor::begin_run(std::uint64_t seed) {
  if (!std::exchange(begun_, true)) {
    seeds_.seed(seed);
    tree_.clear(seeds_.next());
    runs_left_ = restart_after_;
  }
  // Where the program has not gone the same way again, nothing is as it was.
  log_.begin_run(statistics_.diverged ? 0 : first_new_);
  sleepers_.clear();
  spinning_.begin_run();
  ended_.clear();
  along_ = 0;
  frame_ = kNone;
  ended_steps_ = 0;
  ready_ = nullptr;
  pending_ = nullptr;
  redundant_ = cut_ = held_back_ = false;
}

std::uint32_t Dpor::pick_thread(const Choice& choice) {
  end_step();
  ready_ = choice.ready;
  pending_ = choice.pending;
  if (choice.step > options_.most_points) cut_ = true;
  if (redundant_ || cut_) return stop(choice);
  return along_ < tree_.depth() ? go_along(choice) : branch(choice);
}

std::uint32_t Dpor::go_along(const Choice& choice) {
  const ChoiceFrame& frame = tree_[along_];
  if (!frame.of_thread || !choice.ready->has(frame.thread)) return diverge(choice);
  // Who sleeps is of interest from the last choice on: before it, this run is the one before.
  if (along_ == last_choice_) sleepers_.assign(frame.sleepers);
  frame_ = along_++;
  return frame.thread;
}

std::uint32_t Dpor::branch(const Choice& choice) {
  // Sets are copied only where something is taken out of them.
  const ThreadSet* enabled = &choice.ready->numbers();
  if (!spinning_.yielded().empty()) enabled = &without_spinning(choice);
  const ThreadSet* candidates = enabled;
  if (!sleepers_.empty()) {
    candidates_ = *enabled;
    candidates_.remove(sleepers_.members());
    candidates = &candidates_;
  }
  if (candidates->empty()) {
    (enabled->empty() ? cut_ : redundant_) = true;
    return stop(choice);
  }
  frame_ = along_++;
  const std::uint32_t thread =
      tree_.choose_thread(log_.size(), *enabled, *candidates, sleepers_).thread;
  if (!reduces_) tree_.add_all(frame_);
  return thread;
}

// Who can run, but for those that are held back.
const ThreadSet& Dpor::without_spinning(const Choice& choice) {
  enabled_ = choice.ready->numbers();
  const ThreadSet& yielded = spinning_.yielded();
  for (std::uint32_t i = yielded.first(); i != 0; i = yielded.next(i)) {
    if (!enabled_.has(i) || !spinning_.holds_back(i, choice.pending[i].kind)) continue;
    held_back_ = true;
    enabled_.remove(i);
  }
  return enabled_;
}

// Ends the run, or lets it go on to its end by itself.
std::uint32_t Dpor::stop(const Choice& choice) {
  if (cut_ || statistics_.blocked < options_.most_cut) return 0;
  return choice.ready->has(choice.current) ? choice.current : choice.ready->first();
}

std::uint32_t Dpor::diverge(const Choice& choice) {
  statistics_.diverged = true;
  tree_.cut(along_);
  log_.part();
  return branch(choice);
}

std::uint32_t Dpor::pick(DecisionKind, std::uint32_t options, ObjectId, const char*) {
  if (redundant_ || cut_) return 0;
  if (along_ < tree_.depth()) {
    const ChoiceFrame& frame = tree_[along_];
    if (!frame.of_thread && frame.options == options) {
      ++along_;
      return frame.taken();
    }
    statistics_.diverged = true;
    tree_.cut(along_);
    log_.part();
  }
  ++along_;
  return tree_.choose_option(log_.size() - 1, options).taken();
}

void Dpor::thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t) {
  log_.thread_made(thread, parent);
}

void Dpor::object_made(ObjectId id, ObjectKind kind, std::uint64_t) {
  log_.object_made(id, kind);
}

void Dpor::on_operation(std::uint32_t thread, const PendingOperation& operation) {
  end_step();
  // It was the only one that could run, and there was no question.
  if (!sleepers_.empty() && sleepers_.has(thread)) redundant_ = true;
  if (!log_.begin_step(thread, std::exchange(frame_, kNone))) statistics_.diverged = true;
  log_.access(operation.object, operation.kind);
  spinning_.on_operation(thread, operation.kind);
}

void Dpor::on_touch(std::uint32_t, const PendingOperation& operation) {
  log_.access(operation.object, operation.kind);
}

void Dpor::on_release(std::uint32_t, ObjectId mutex) {
  log_.access(mutex, kRelease);
}

void Dpor::on_edge(std::uint32_t earlier, std::uint32_t later) {
  log_.edge(earlier, later);
}

void Dpor::on_world(Instant) {
  end_step();
  if (!log_.world()) statistics_.diverged = true;
  sleepers_.clear();
}

void Dpor::end_step() {
  if (ended_steps_ == log_.size()) return;
  ended_steps_ = log_.size();
  if (sleepers_.empty() || options_.sleep == DporOptions::Sleep::for_ever) return;
  sleepers_.wake(log_.accesses(log_.size() - 1), options_.dependence);
}

std::string Dpor::left_out() const {
  if (statistics_.complete()) return {};
  if (statistics_.diverged) return "where the program has not gone the same way again";
  if (!statistics_.ended) return "what the search has not come to yet";
  std::string text;
  if (const std::uint64_t cut = statistics_.cut - statistics_.held; cut > 0) {
    text = fmt::format("what comes behind {} points, of {} runs", options_.most_points, cut);
  }
  if (statistics_.held > 0) {
    text +=
        fmt::format("{}further turns of threads that gave way while nothing changed, in {} runs",
                    text.empty() ? "" : "; ", statistics_.held);
  }
  return text;
}

void Dpor::end_run(std::uint64_t) {
  end_step();
  ++statistics_.runs;
  if (redundant_) ++statistics_.blocked;
  if (cut_ || held_back_) ++statistics_.cut;
  if (held_back_ && !cut_) ++statistics_.held;
  if (along_ < tree_.depth()) {
    statistics_.diverged = true;
    tree_.cut(along_);
  }
  find_races();
  next_run();
}

}  // namespace interleave::sim
