// A run's life: how it begins, what its threads do around their bodies, and how it ends.
#include <csignal>
#include <cstring>
#include <exception>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "sim/engine/engine.h"
#include "sim/engine/sanitizers.h"

namespace interleave::sim {
namespace {

constexpr Name kRootName{"leader"};

const char* signal_name(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGBUS:
      return "SIGBUS";
    case SIGFPE:
      return "SIGFPE";
    case SIGILL:
      return "SIGILL";
    default:
      return "SIGABRT";
  }
}

// A source file's name without the directories of the machine that built it.
std::string_view short_file(const char* file) {
  const std::string_view path = file;
  for (const std::string_view top : {"/proptests/", "/daemon/", "/sim/", "/model/"}) {
    const std::size_t at = path.rfind(top);
    if (at != std::string_view::npos) return path.substr(at + 1);
  }
  return path;
}

}  // namespace

Engine::Engine(std::vector<std::unique_ptr<Monitor>> rules, const SimulationOptions& options)
    : thread_memory_(std::make_unique<ThreadState[]>(kMostThreads)),
      threads_(thread_memory_.get()),
      rules_(std::move(rules)),
      fibers_(options.stack_size, options.switches_order, fiber_entry, this) {
  rules_.ask(*this);
}

Engine::~Engine() = default;

const RunResult& Engine::run(Outside& outside, Strategy& strategy, std::uint64_t seed,
                             const RunOptions& options) {
  begin_run(outside, strategy, seed, options);
  const int races_before = race_reports();
  {
    const CrashGuard guard(*this);
    const ObjectId root = announce(ObjectKind::thread, kRootName, 0);
    start_thread(root, kRootName, [&outside] { outside.run_root(); });
    current_ = 1;
    fibers_.driver().switch_to(*threads_[1].fiber);
    current_ = 0;
  }
  if (signal_ != 0) tell_crash();
  take_back_fibers();
  if (race_reports() != races_before) {
    set_finding(last_race_rule(), "ThreadSanitizer has made a report in this run", {});
  }
  end_run();
  return result_;
}

void Engine::begin_run(Outside& outside, Strategy& strategy, std::uint64_t seed,
                       const RunOptions& options) {
  outside_ = &outside;
  strategy_ = &strategy;
  options_ = &options;
  observed_ = static_cast<bool>(options.on_record);
  watched_ = strategy.follows() || options.on_step;
  keyed_ = strategy.follows() && strategy.knows_by_key();
  faults_ = options.faults;
  for (std::size_t i = 0; i < faults_left_.size(); ++i) {
    const std::uint32_t most = faults_[static_cast<Fault>(i)].most;
    faults_left_[i] = most == 0 ? kUnlimited : most;
  }
  eager_time_ = faults_.eager_time();
  steps_ = 0;
  step_limit_ = options.step_limit;
  ready_.clear();
  timed_.clear();
  settling_.clear();
  now_ = Instant{};
  skipped_ = {};
  signal_ = 0;
  thread_count_ = 0;
  object_count_ = 0;
  record_count_ = 0;
  hash_.clear();
  order_.begin_run();
  rules_.begin_run();
  result_.finding.reset();
  result_.cut = false;
  result_.decisions.clear();
  threads_[0].held.clear();
  threads_[0].id = kNoObject;
  threads_[0].key = threads_[0].made = 0;
  threads_[0].fiber = &fibers_.enter();
  strategy.use(faults_);
  strategy.begin_run(seed);
}

void Engine::end_run() {
  if (!result_.finding) result_.finding = rules_.finding();
  result_.steps = steps_;
  result_.records = record_count_;
  result_.skipped = skipped_;
  result_.hash = hash_.value();
  result_.trace = order_.hash();
  strategy_->end_run(steps_);
}

// Threads that have not ended were abandoned, and so was the end of one on whose stack a predicate
// has broken a rule.
void Engine::take_back_fibers() {
  const std::uint32_t asker = std::exchange(asker_, 0);
  for (std::uint32_t i = 1; i <= thread_count_; ++i) {
    ThreadState& thread = threads_[i];
    if (!thread.ended || i == asker) {
      fibers_.abandon(*thread.fiber);
      // Destroying it would run the program's destructors, which may want a running thread.
      sanitizers::leaked(new std::function<void()>(std::move(thread.body)));
    }
    sanitizers::acquire(&thread);
  }
}

void Engine::fiber_entry(void* engine, Fiber&) {
  for (;;) static_cast<Engine*>(engine)->run_thread();
}

// One job of a fiber: the thread that is the current one, from its start to its end.
void Engine::run_thread() {
  ThreadState& self = threads_[current_];
  Fiber& fiber = *self.fiber;
  sanitizers::acquire(&self);
  passed();
  run_body(self);
  sanitizers::release(&self);
  self.ended = true;
  ready_.remove(current_);
  if (self.joiner != 0) ready_.add(self.joiner);
  if (watched_) strategy_->thread_ended(current_);
  const std::uint32_t next = next_thread();
  if (next == 0) sanitizers::release(&self);
  // Before the switch: whoever takes the fiber can only switch to it after it has been left.
  fibers_.give_back(fiber);
  current_ = next;
  fiber.switch_to(next == 0 ? fibers_.driver() : *threads_[next].fiber);
}

void Engine::run_body(ThreadState& self) {
  record(Event::thread_started, self.id, 0);
  std::optional<std::string> what;
  try {
    self.body();
    self.body = nullptr;
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {
    what = "of a type that is no std::exception";
  }
  if (what) {
    fail("exception",
         fmt::format("an exception left the body of {}: {}", thread_path(current_), *what));
  }
  record(Event::thread_ended, self.id, 0);
}

void Engine::leave_run() {
  if (asker_ != 0) sanitizers::forget_ignoring();
  Fiber& fiber = *threads_[asker_ != 0 ? asker_ : current_].fiber;
  fiber.switch_to(fibers_.driver());
  std::abort();
}

void Engine::fail(std::string_view rule, std::string what, std::vector<std::string> details) {
  set_finding(rule, std::move(what), std::move(details));
  leave_run();
}

// The first finding of a run stays.
void Engine::set_finding(std::string_view rule, std::string what,
                         std::vector<std::string> details) {
  if (result_.finding || rules_.finding()) return;
  result_.finding = Finding{.rule = std::string(rule),
                            .what = std::move(what),
                            .details = std::move(details),
                            .step = record_count_};
}

bool Engine::on_stuck() {
  std::uint32_t left = 0;
  for (std::uint32_t i = 1; i <= thread_count_; ++i) left += threads_[i].ended ? 0 : 1;
  if (record_ready_waiters() && record_as(kNoObject, Event::stuck, kNoObject, left)) {
    set_finding("deadlock", fmt::format("nothing can run: {} threads are blocked for ever", left),
                blocked_threads());
  }
  return false;
}

bool Engine::record_ready_waiters() {
  for (std::uint32_t i = 1; i <= thread_count_; ++i) {
    const ThreadState& thread = threads_[i];
    if (thread.ended || thread.waiting == nullptr || thread.waiting->timed) continue;
    if (!condition_holds(i)) continue;
    if (!record_as(kNoObject, Event::waiter_ready, thread.waiting->condvar,
                   static_cast<std::uint64_t>(thread.id))) {
      return false;
    }
  }
  return true;
}

// Asks a waiter's predicate in its name: as the thread that it belongs to, with the mutex held. The
// predicate's own points pass at once, since nobody else can run, and nobody is told of them.
bool Engine::condition_holds(std::uint32_t number) {
  ThreadState& thread = threads_[number];
  const std::uint32_t before = std::exchange(current_, number);
  const PendingOperation pending = pending_[number];
  const bool watched = std::exchange(watched_, false);
  asker_ = before;
  ready_.add(number);
  sanitizers::IgnoreRaces ignore;
  thread.held.push(*thread.waiting->mutex);
  bool holds = false;
  try {
    holds = thread.waiting->condition->holds();
  } catch (...) {
    holds = false;  // the predicate will throw again where it belongs, if the thread ever runs
  }
  thread.held.remove(*thread.waiting->mutex);
  ready_.remove(number);
  asker_ = 0;
  watched_ = watched;
  pending_[number] = pending;
  current_ = before;
  return holds;
}

std::vector<std::string> Engine::blocked_threads() const {
  std::vector<std::string> lines;
  for (std::uint32_t i = 1; i <= thread_count_; ++i) {
    const ThreadState& thread = threads_[i];
    if (thread.ended) continue;
    const PendingOperation& pending = pending_[i];
    std::string line = fmt::format("{} is blocked in {}", thread_path(i), to_string(pending.kind));
    if (pending.object != kNoObject) line += " of " + object_name(pending.object);
    for (std::size_t held = 0; held < thread.held.size(); ++held) {
      line += fmt::format("{}{}", held == 0 ? ", holds " : ", ", thread.held[held].name().text());
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string Engine::about_thread(std::uint32_t number) const {
  if (number == 0 || number > thread_count_) return "is unknown";
  if (threads_[number].ended) return "has ended";
  const PendingOperation& pending = pending_[number];
  if (pending.kind == OperationKind::start) return "has not begun";
  std::string step = to_string(pending.kind);
  if (pending.object != kNoObject) step += " of " + object_name(pending.object);
  if (!ready_.has(number)) return "waits in " + step;
  // What the thread that runs is said to be about to do, it has done.
  if (number == current_ && steps_ <= step_limit_) return "runs, after " + step;
  return "can go on, with " + step;
}

bool Engine::on_finished() {
  if (!record_as(kNoObject, Event::finished, kNoObject, 0)) return false;
  std::vector<std::string> left = blocked_threads();
  for (std::string& line : outside_->left_open()) left.push_back(std::move(line));
  if (!left.empty()) {
    set_finding("leak", fmt::format("the program has ended and {} things are left", left.size()),
                std::move(left));
  }
  return false;
}

void Engine::on_step_limit() {
  if (record_as(kNoObject, Event::step_limit, kNoObject, step_limit_)) {
    set_finding("livelock", fmt::format("the run has not ended after {} points", step_limit_),
                blocked_threads());
  }
  leave_run();
}

void Engine::on_assertion(const AssertionSite& site) {
  if (!running()) return;
  fail("assertion", fmt::format("{}:{}: {} ({})", short_file(site.file), site.line, site.message,
                                site.expression));
}

// Nothing is allocated here: the signal may have come anywhere.
void Engine::on_signal(int signal, const void* address) {
  if (!running()) return;
  signal_ = signal;
  signal_address_ = address;
  crashed_ = current_;
  leave_run();
}

void Engine::tell_crash() {
  std::string what;
  for (std::uint32_t i = 1; i <= thread_count_ && what.empty(); ++i) {
    if (!threads_[i].ended && threads_[i].fiber->stack()->guards(signal_address_)) {
      what = fmt::format("the stack of {} has overflowed", thread_path(i));
    }
  }
  if (what.empty())
    what = fmt::format("{} has crashed: {}", thread_path(crashed_), signal_name(signal_));
  set_finding("crash", std::move(what), {});
}

void Engine::on_lost_control(std::string what, std::vector<std::string> details) {
  fail("loss-of-control", std::move(what), std::move(details));
}

void Engine::on_death() {
  if (!running() || !options_->on_crash) return;
  set_finding("crash",
              fmt::format("a sanitizer has ended the process in {}", thread_path(current_)), {});
  current_ = 0;
  result_.steps = steps_;
  result_.records = record_count_;
  result_.skipped = skipped_;
  result_.hash = hash_.value();
  result_.trace = order_.hash();
  options_->on_crash(result_);
}

}  // namespace interleave::sim
