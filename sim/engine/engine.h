// The engine: threads as fibers, the scheduler, the decisions, virtual time and the trace.
//
// It knows no mutex and no socket: sim/world builds them from the operations of "for the world". A
// scheduling point stands before each visible operation: the thread says what it is about to do and
// whether it can; the engine decides who goes on, and only then switches, and only to another.
#ifndef INTERLEAVE_SIM_ENGINE_ENGINE_H_
#define INTERLEAVE_SIM_ENGINE_ENGINE_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/rules/rule_book.h"
#include "model/seam/clock.h"
#include "model/trace/trace.h"
#include "sim/engine/crash_guard.h"
#include "sim/engine/fiber.h"
#include "sim/engine/happens_before.h"
#include "sim/engine/hash.h"
#include "sim/engine/object_pool.h"
#include "sim/engine/ready_set.h"
#include "sim/engine/simulation.h"
#include "sim/engine/thread_state.h"

namespace interleave::sim {

// What the engine wants to know of what is built upon it.
class Outside {
 public:
  // The body of the root thread.
  virtual void run_root() = 0;
  // Model clients that are connected: the value of Event::settled.
  [[nodiscard]] virtual std::uint64_t open_peers() const = 0;
  // A line for everything that is still open when all threads have ended.
  [[nodiscard]] virtual std::vector<std::string> left_open() const = 0;

 protected:
  ~Outside() = default;
};

class Engine final : public Trace, private Interruptible, private Informant {
 public:
  Engine(std::vector<std::unique_ptr<Monitor>> rules, const SimulationOptions& options);
  ~Engine() override;

  const RunResult& run(Outside& outside, Strategy& strategy, std::uint64_t seed,
                       const RunOptions& options);

  // See Simulation.
  void fill_stacks(unsigned char garbage) { fibers_.fill_stacks(garbage); }

  // For the world: points. The calling thread is one of the run.

  // The calling thread is about to do `kind`, and can.
  void point(OperationKind kind, ObjectId object) {
    pending_[current_] = {kind, object};
    schedule();
    passed();
  }
  // The calling thread is about to do `kind`; it can when `can_run`, or when somebody has called
  // make_ready for it. Whoever makes it impossible meanwhile calls make_unready.
  void point_when(OperationKind kind, ObjectId object, bool can_run) {
    pending_[current_] = {kind, object};
    if (!can_run) ready_.remove(current_);
    schedule();
    passed();
  }
  // The calling thread's operation has become another one that it waits for: as point_when, for
  // compound operations. `pending` of a thread that waits can be changed by others.
  void set_pending(std::uint32_t thread, OperationKind kind, ObjectId object) {
    pending_[thread] = {kind, object};
  }
  // Lets the others run until the calling thread's pending operation can be done, and does it.
  void block() {
    ready_.remove(current_);
    schedule();
    passed();
  }
  void make_ready(std::uint32_t thread) { ready_.add(thread); }
  void make_ready(const ThreadSet& threads) { ready_.add(threads); }
  void make_unready(const ThreadSet& threads) { ready_.remove(threads); }

  // For the world: decisions.

  // A choice in [0, options); nothing is decided where there is only one.
  std::uint32_t decide(DecisionKind kind, std::uint32_t options, ObjectId object, const char* site);
  // Does this fault happen here? Not where it does not exist, or has happened often enough.
  bool happens(Fault fault, DecisionKind kind, ObjectId object, const char* site) {
    return faults_.exists(fault) && decide_fault(fault, kind, object, site);
  }
  // How many of `most` bytes move, at least one; `most` >= 1.
  std::size_t decide_bytes(std::size_t most, ObjectId object, const char* site);

  // For the world: threads.

  [[nodiscard]] bool running() const { return current_ != 0; }
  [[nodiscard]] std::uint32_t current() const { return current_; }
  [[nodiscard]] ThreadState& thread(std::uint32_t number) { return threads_[number]; }
  [[nodiscard]] ThreadState& self() { return threads_[current_]; }
  // Is there a number for another thread?
  [[nodiscard]] bool has_room() const { return thread_count_ + 1 < kMostThreads; }
  // A new thread, which can run; returns its number.
  std::uint32_t start_thread(ObjectId id, Name name, std::function<void()> body);
  // What `earlier` did lets `later` go on.
  void edge(std::uint32_t earlier, std::uint32_t later) {
    order_.edge(earlier, later);
    if (watched_) [[unlikely]]
      tell_edge(earlier, later);
  }
  // The operation at hand has also touched `object`.
  void touch(OperationKind kind, ObjectId object) {
    order_.operation(current_, kind, object);
    if (watched_) [[unlikely]]
      tell_touch({kind, object});
  }
  // For what the operation at hand depends on without a trace of it: does somebody want to know?
  [[nodiscard]] bool watched() const { return watched_; }
  void depends(OperationKind kind, ObjectId object) { tell_touch({kind, object}); }
  // The calling thread has released `mutex`.
  void released(ObjectId mutex) {
    if (watched_) [[unlikely]]
      tell_release(mutex);
  }

  // For the world: time.

  [[nodiscard]] Instant now() const { return now_; }
  // How far time has moved in this run although threads could run.
  [[nodiscard]] Duration skipped() const { return skipped_; }
  // `thread`, which is about to wait, waits no longer than to `deadline`, which is ahead.
  void arm(std::uint32_t thread, Instant deadline, DeadlineTarget* target);
  void disarm(std::uint32_t thread) { timed_.remove(thread); }
  // The calling thread waits until nothing else can run without time being moved.
  void settle();

  // Beside the trace: does somebody want to know, and what is to be known.
  [[nodiscard]] bool marks() const { return running() && options_->on_mark; }
  void mark(Mark what, std::uint64_t value = 0);

  // Ends the run with a broken rule. Does not return; the calling thread never runs again.
  [[noreturn]] void fail(std::string_view rule, std::string what,
                         std::vector<std::string> details = {});

  // The trace; outside of runs both drop what they are told.
  ObjectId create(ObjectKind kind, Name name, std::uint64_t detail) override;
  void record(Event event, ObjectId object, std::uint64_t value) override;

  [[nodiscard]] ObjectPool& pool() { return objects_; }
  [[nodiscard]] std::string object_name(ObjectId id) const;
  // As Simulation::about_thread.
  [[nodiscard]] std::string about_thread(std::uint32_t number) const;
  // As Simulation::stable_name and thread_path.
  [[nodiscard]] std::string stable_name(ObjectId id) const;
  [[nodiscard]] std::string thread_path(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t thread_number(ObjectId id) const;

 private:
  // The scheduler.
  void schedule();
  // The calling thread's pending operation happens now.
  [[gnu::always_inline]] void passed() {
    const PendingOperation& operation = pending_[current_];
    order_.operation(current_, operation.kind, operation.object);
    if (watched_) [[unlikely]]
      tell_operation(operation);
  }
  // The number of the thread that goes on; 0 when the run is over.
  std::uint32_t choose();
  std::uint32_t choose_among(std::uint32_t count);
  std::uint32_t next_thread();  // the same as choose, for the end of a thread
  bool decide_fault(Fault fault, DecisionKind kind, ObjectId object, const char* site);
  void log(const Decision& decision);
  void offer_time();
  [[nodiscard]] Instant earliest_deadline() const;
  void move_time(Instant to);
  bool wait_for_the_world();

  // For whoever follows the run: the strategy, RunOptions::on_step.
  // A thread's place among its parent's children of its name, from 1.
  [[nodiscard]] std::uint32_t ordinal_of(std::uint32_t thread) const;
  void tell_operation(const PendingOperation& operation);
  void tell_touch(const PendingOperation& operation);
  void tell_release(ObjectId mutex);
  void tell_edge(std::uint32_t earlier, std::uint32_t later);
  void tell_thread(std::uint32_t number);
  void tell_object(ObjectId id, ObjectKind kind, Name name);
  void tell_world();

  // A run's life.
  void begin_run(Outside& outside, Strategy& strategy, std::uint64_t seed,
                 const RunOptions& options);
  void end_run();
  void take_back_fibers();
  void tell_crash();
  static void fiber_entry(void* engine, Fiber& self);
  void run_thread();
  void run_body(ThreadState& thread);
  [[noreturn]] void leave_run();
  void set_finding(std::string_view rule, std::string what, std::vector<std::string> details);

  // How a run ends.
  bool on_stuck();
  bool on_finished();
  [[noreturn]] void on_step_limit();
  bool record_ready_waiters();
  [[nodiscard]] bool condition_holds(std::uint32_t thread);
  [[nodiscard]] std::vector<std::string> blocked_threads() const;

  // The trace.
  ObjectId announce(ObjectKind kind, Name name, std::uint64_t detail);
  bool record_as(ObjectId thread, Event event, ObjectId object, std::uint64_t value);
  void keep(const Record& record);

  // Informant.
  [[nodiscard]] std::string about(ObjectId thread) const override {
    return about_thread(thread_number(thread));
  }

  // Interruptible.
  void on_assertion(const AssertionSite& site) override;
  void on_signal(int signal, const void* address) override;
  void on_death() override;
  [[nodiscard]] bool in_thread() const override { return running(); }
  void on_lost_control(std::string what, std::vector<std::string> details) override;

  // The scheduler's state, in the order in which a point uses it.
  std::uint32_t current_ = 0;  // the thread that runs; 0: the driver
  std::uint64_t steps_ = 0;
  std::uint64_t step_limit_ = 0;
  bool eager_time_ = false;
  bool watched_ = false;  // somebody follows the run
  bool keyed_ = false;    // the strategy makes use of keys
  // On whose stack a predicate is asked, when nothing can run; 0: none is.
  std::uint32_t asker_ = 0;
  ReadySet ready_;
  Strategy* strategy_ = nullptr;
  RollingHash hash_;
  HappensBefore order_;
  // By thread number; 0 stands for the driver. Neither checks each index: numbers are below
  // kMostThreads.
  PendingOperation pending_[kMostThreads] = {};
  const std::unique_ptr<ThreadState[]> thread_memory_;
  ThreadState* const threads_;
  std::uint32_t thread_count_ = 0;

  // Time.
  Instant now_{};
  Duration skipped_{};
  ThreadSet timed_;     // threads with a deadline
  ThreadSet settling_;  // threads in settle()

  // The run.
  Outside* outside_ = nullptr;
  const RunOptions* options_ = nullptr;
  bool observed_ = false;  // somebody wants every record
  Faults faults_;
  static constexpr std::uint32_t kUnlimited = ~std::uint32_t{0};
  std::array<std::uint32_t, static_cast<std::size_t>(Fault::count_)> faults_left_{};
  RunResult result_;
  int signal_ = 0;  // the one that ended the run, what it was about, and whom it met
  const void* signal_address_ = nullptr;
  std::uint32_t crashed_ = 0;

  // The trace.
  RuleBook rules_;
  std::uint32_t object_count_ = 0;
  std::uint64_t record_count_ = 0;

  // Memory.
  ObjectPool objects_;
  FiberPool fibers_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_ENGINE_H_
