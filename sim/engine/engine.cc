// The scheduler: who goes on, and what time it is.
#include "sim/engine/engine.h"

#include <utility>

#include "sim/engine/sanitizers.h"

namespace interleave::sim {
namespace {

// A predicate that is asked when nothing can run wants to wait itself.
struct CannotTell {};

}  // namespace

// The path of every scheduling point: all of it is inlined into schedule().
[[gnu::always_inline]] inline std::uint32_t Engine::choose() {
  std::uint32_t count = ready_.count();
  while (count == 0) [[unlikely]] {
    if (!wait_for_the_world()) return 0;
    count = ready_.count();
  }
  return count == 1 ? ready_.first() : choose_among(count);
}

[[gnu::always_inline]] inline std::uint32_t Engine::choose_among(std::uint32_t count) {
  const Choice choice{
      .ready = &ready_, .pending = pending_, .current = current_, .options = count, .step = steps_};
  sanitizers::IgnoreRaces ignore;
  const std::uint32_t next = strategy_->pick_thread(choice);
  if (next == 0) [[unlikely]] {
    result_.cut = true;
    return 0;
  }
  IL_ASSERT(next < kMostThreads && ready_.has(next), "a strategy picked a thread that cannot run");
  log({.kind = DecisionKind::thread,
       .options = count,
       .taken = next,
       .object = pending_[next].object,
       .site = to_string(pending_[next].kind)});
  return next;
}

inline void Engine::log(const Decision& decision) {
  // Field by field: a copy of the whole would wait until its fields have left the store buffer.
  Decision& kept = result_.decisions.emplace_back();
  kept.kind = decision.kind;
  kept.options = decision.options;
  kept.taken = decision.taken;
  kept.object = decision.object;
  kept.site = decision.site;
  hash_.add((static_cast<std::uint64_t>(decision.kind) << 32) | decision.options,
            (std::uint64_t{decision.taken} << 32) | static_cast<std::uint64_t>(decision.object));
}

void Engine::schedule() {
  if (++steps_ > step_limit_) [[unlikely]] {
    on_step_limit();
  }
  if (eager_time_) offer_time();
  const std::uint32_t next = choose();
  if (next == current_) return;
  if (next == 0) [[unlikely]] {
    leave_run();
  }
  Fiber& from = *threads_[current_].fiber;
  current_ = next;
  from.switch_to(*threads_[next].fiber);
}

std::uint32_t Engine::next_thread() {
  return choose();
}

std::uint32_t Engine::decide(DecisionKind kind, std::uint32_t options, ObjectId object,
                             const char* site) {
  if (options <= 1) return 0;
  sanitizers::IgnoreRaces ignore;
  const std::uint32_t taken = strategy_->pick(kind, options, object, site);
  IL_ASSERT(taken < options, "a strategy picked an option that there is not");
  log({.kind = kind, .options = options, .taken = taken, .object = object, .site = site});
  order_.value(current_, taken);
  return taken;
}

bool Engine::decide_fault(Fault fault, DecisionKind kind, ObjectId object, const char* site) {
  std::uint32_t& left = faults_left_[static_cast<std::size_t>(fault)];
  if (left == 0 || decide(kind, 2, object, site) == 0) return false;
  if (left != kUnlimited) --left;
  mark(Mark::fault, static_cast<std::uint64_t>(fault));
  return true;
}

std::size_t Engine::decide_bytes(std::size_t most, ObjectId object, const char* site) {
  if (most <= 1 || !faults_.exists(Fault::short_transfer)) return most;
  std::uint32_t& left = faults_left_[static_cast<std::size_t>(Fault::short_transfer)];
  if (left == 0) return most;
  const std::uint32_t taken =
      decide(DecisionKind::bytes, static_cast<std::uint32_t>(most), object, site);
  if (taken == 0) return most;
  if (left != kUnlimited) --left;
  mark(Mark::fault, static_cast<std::uint64_t>(Fault::short_transfer));
  return taken;
}

void Engine::arm(std::uint32_t thread, Instant deadline, DeadlineTarget* target) {
  if (deadline == kNever) return;
  ThreadState& state = threads_[thread];
  state.deadline = deadline;
  state.target = target;
  timed_.add(thread);
}

// Eager time: another thing that can happen at each point is that a deadline comes.
void Engine::offer_time() {
  const Instant next = earliest_deadline();
  if (next == kNever || !happens(Fault::early_time, DecisionKind::time, kNoObject, "time")) return;
  const Instant before = now_;
  move_time(next);
  const Duration skipped = now_ - before;
  skipped_ += skipped;
  const auto value = static_cast<std::uint64_t>(skipped.count());
  if (!record_as(kNoObject, Event::time_skipped, kNoObject, value)) leave_run();
}

Instant Engine::earliest_deadline() const {
  Instant earliest = kNever;
  for (std::uint32_t i = timed_.first(); i != 0; i = timed_.next(i)) {
    if (threads_[i].deadline < earliest) earliest = threads_[i].deadline;
  }
  return earliest;
}

void Engine::move_time(Instant to) {
  now_ = to;
  if (watched_) tell_world();
  for (std::uint32_t i = timed_.first(); i != 0; i = timed_.next(i)) {
    ThreadState& state = threads_[i];
    if (state.deadline > now_) continue;
    timed_.remove(i);
    order_.value(i, static_cast<std::uint64_t>(now_.time_since_epoch().count()));
    if (state.target != nullptr) {
      state.target->deadline_reached(i);
    } else {
      ready_.add(i);
    }
  }
}

// No thread can run. True when something has happened that lets one; false when the run is over.
bool Engine::wait_for_the_world() {
  if (asker_ != 0) throw CannotTell{};
  if (!settling_.empty()) {
    ready_.add(settling_);
    settling_.clear();
    if (watched_) tell_world();
    return record_as(kNoObject, Event::settled, kNoObject, outside_->open_peers());
  }
  const Instant next = earliest_deadline();
  if (next != kNever) {
    move_time(next);
    return true;
  }
  return threads_[1].ended ? on_finished() : on_stuck();
}

void Engine::settle() {
  pending_[current_] = {OperationKind::settle, kNoObject};
  settling_.add(current_);
  block();
}

std::uint32_t Engine::start_thread(ObjectId id, Name name, std::function<void()> body) {
  const std::uint32_t number = ++thread_count_;
  IL_ASSERT(number < kMostThreads, "more threads than there are numbers");
  ThreadState& thread = threads_[number];
  thread.id = id;
  thread.name = name;
  thread.parent = current_;
  thread.body = std::move(body);
  thread.held.clear();
  thread.joiner = 0;
  thread.ended = false;
  thread.waiting = nullptr;
  thread.fiber = &fibers_.take();
  pending_[number] = {OperationKind::start, id};
  {
    sanitizers::IgnoreRaces ignore;
    order_.thread_made(number, current_);
  }
  ready_.add(number);
  if (watched_) tell_thread(number);
  sanitizers::release(&thread);
  return number;
}

}  // namespace interleave::sim
