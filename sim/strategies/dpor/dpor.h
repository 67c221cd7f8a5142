// Exhaustive search without repetition: source-DPOR with sleep sets.
#ifndef INTERLEAVE_SIM_STRATEGIES_DPOR_DPOR_H_
#define INTERLEAVE_SIM_STRATEGIES_DPOR_DPOR_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/engine/ready_set.h"
#include "sim/engine/strategy.h"
#include "sim/strategies/dpor/access.h"
#include "sim/strategies/dpor/event_log.h"
#include "sim/strategies/dpor/happened_before.h"
#include "sim/strategies/dpor/races.h"
#include "sim/strategies/dpor/sleep_set.h"
#include "sim/strategies/dpor/spinning.h"
#include "sim/strategies/dpor/tree.h"

namespace interleave::sim {

struct DporOptions {
  // The points of a run at which it is cut.
  std::uint64_t most_points = 20'000;
  // A search that has not ended after so many runs begins anew from elsewhere, with twice as many,
  // so that one that is never complete does not stay in one corner. 0: never.
  std::uint64_t restart_after = 0;
  // A redundant run that is cut leaks what its program owns. Beyond so many they run to the end.
  std::uint64_t most_cut = 20'000;
  Dependence dependence;
  // For tests that plant a fault: nobody sleeps, or nobody wakes up.
  enum class Sleep : std::uint8_t { right, never, for_ever } sleep = Sleep::right;
};

struct DporStatistics {
  std::uint64_t runs = 0;
  std::uint64_t blocked = 0;  // of them redundant: at some point every thread slept
  std::uint64_t cut = 0;      // of them cut, or with a thread held back that could only spin
  std::uint64_t held = 0;     // of those that are cut: with a thread held back, and whole
  std::uint64_t restarts = 0;
  bool ended = false;     // nothing is left to be tried
  bool diverged = false;  // the program did not go the same way again
  // Every behaviour of the program has been seen.
  [[nodiscard]] bool complete() const { return ended && cut == 0 && !diverged; }
};

// Abdulla, Aronis, Jonsson and Sagonas, "Optimal dynamic partial order reduction" (POPL 2014):
// algorithm 1, with acquisitions as the races of mutexes and every option of other choices tried.
// Each run takes one path through the tree of choices; its races say where others must branch off.
//
// It reaches every deadlock and every local failure of a program that is finite, deterministic, and
// whose threads share nothing but locks, condition variables, Shared, connections and pollers; or
// they share it only under locks. The faults must be the same in every run. Where time may move
// early nothing is reduced: every order is tried.
//
// A run that breaks a rule ends there: of runs that differ only in what had been done beside the
// failing step by others one is enough. After statistics().ended runs repeat what is there.
class Dpor final : public Strategy {
 public:
  explicit Dpor(DporOptions options = {});

  [[nodiscard]] std::string_view name() const override { return "exhaustive"; }
  [[nodiscard]] const DporStatistics& statistics() const { return statistics_; }
  // Whether the last run was cut short as redundant or too long: it is no whole run.
  [[nodiscard]] bool last_was_partial() const { return redundant_ || cut_; }

  void use(const Faults& faults) override { reduces_ = !faults.eager_time(); }
  // The first seed draws the order of the search; later ones mean nothing.
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;
  [[nodiscard]] bool follows() const override { return true; }
  [[nodiscard]] bool knows_by_key() const override { return false; }
  [[nodiscard]] bool systematic() const override { return true; }
  [[nodiscard]] bool exhausted() const override { return statistics_.ended; }
  [[nodiscard]] bool complete() const override { return statistics_.complete(); }
  [[nodiscard]] std::string left_out() const override;
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override;
  void thread_ended(std::uint32_t thread) override { ended_.add(thread); }
  void object_made(ObjectId id, ObjectKind kind, std::uint64_t key) override;
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override;
  void on_touch(std::uint32_t thread, const PendingOperation& operation) override;
  void on_release(std::uint32_t thread, ObjectId mutex) override;
  void on_edge(std::uint32_t earlier, std::uint32_t later) override;
  void on_world(Instant now) override;
  void end_run(std::uint64_t steps) override;

 private:
  // A step for which a thread waits, or has waited: see HappenedBefore::imagine.
  struct Waiting {
    std::uint32_t thread;
    std::uint32_t previous;
    std::uint32_t cause;
    std::span<const Access> accesses;
  };

  std::uint32_t go_along(const Choice& choice);
  std::uint32_t branch(const Choice& choice);
  const ThreadSet& without_spinning(const Choice& choice);
  std::uint32_t stop(const Choice& choice);
  std::uint32_t diverge(const Choice& choice);
  void end_step();
  void find_races();
  void add_races(std::uint32_t step);
  std::uint32_t cause_of(std::uint32_t previous, std::uint32_t cause, OperationKind kind) const;
  void add_waiting(const Waiting& waiting);
  void add(const StepRace& race);
  void add_unfinished();
  void next_run();

  const DporOptions options_;
  DporStatistics statistics_;
  Random seeds_;
  bool begun_ = false;
  bool reduces_ = true;
  std::uint64_t runs_left_ = 0;  // before a restart
  std::uint64_t restart_after_;

  Tree tree_;
  EventLog log_;
  HappenedBefore order_;
  RaceFinder races_;

  // The run.
  std::uint32_t along_ = 0;        // frames of the tree passed so far
  std::uint32_t first_new_ = 0;    // the first step that no run before had
  std::uint32_t last_choice_ = 0;  // the last frame of the tree that is a choice of threads
  std::uint32_t frame_ = kNone;    // of the step about to begin
  std::uint32_t ended_steps_ = 0;  // steps that the sleepers know of
  SleepSet sleepers_;
  Spinning spinning_;
  ThreadSet ended_;
  const ReadySet* ready_ = nullptr;  // the engine's; null: there was no choice
  const PendingOperation* pending_ = nullptr;
  bool redundant_ = false;
  bool cut_ = false;
  bool held_back_ = false;

  // Memory to use again.
  std::vector<std::uint32_t> enablers_;  // see add_waiting
  ThreadSet enabled_;                    // see branch
  ThreadSet candidates_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DPOR_DPOR_H_
