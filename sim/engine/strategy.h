// Where decisions come from: a search strategy, or a recording.
#ifndef INTERLEAVE_SIM_ENGINE_STRATEGY_H_
#define INTERLEAVE_SIM_ENGINE_STRATEGY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/seam/clock.h"
#include "sim/engine/decision.h"
#include "sim/engine/faults.h"
#include "sim/engine/operation.h"
#include "sim/engine/ready_set.h"

namespace interleave::sim {

// The question "who goes on?".
struct Choice {
  const ReadySet* ready;            // numbers of the threads that can run; at least two
  const PendingOperation* pending;  // by thread number: what each is about to do
  std::uint32_t current;            // the thread that ran last; may be absent from `ready`
  std::uint32_t options;            // ready->count()
  std::uint64_t step;               // points so far in this run
};

// A chance that a theorem gives: a run meets any bug of a depth up to `depth` (that many ordering
// constraints) with a probability of at least 1 / (threads * points^(depth - 1)).
struct Promise {
  std::uint32_t depth = 1;
  std::uint32_t threads = 1;  // as many as the run had at least
  std::uint64_t points = 1;   // among which the changes were drawn, and as many as the run had
};

// Used by one simulation at a time, on its OS thread. No operation allocates once warmed up.
class Strategy {
 public:
  virtual ~Strategy() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;

  // The faults of the run that is about to begin; comes before begin_run. For strategies that draw:
  // their chances are in it.
  virtual void use(const Faults& faults) { static_cast<void>(faults); }
  // A new run begins; `seed` is all the randomness that there is for it.
  virtual void begin_run(std::uint64_t seed) = 0;
  // Returns the number of a thread in `ready`; or 0, which ends the run (RunResult::cut): for runs
  // that can show nothing new.
  virtual std::uint32_t pick_thread(const Choice& choice) = 0;
  // Returns a value in [0, options), options >= 2; 0 is the default. `object` is what it is about.
  virtual std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                             const char* site) = 0;

  // Whether it wants to be told what happens, by the functions below; asked before each run. They
  // are called within the threads of the run, which they must not disturb.
  [[nodiscard]] virtual bool follows() const { return false; }
  // Whether it makes use of the keys that it is told; where it does not they are 0.
  [[nodiscard]] virtual bool knows_by_key() const { return true; }
  // `parent` (0: nobody, for the root) has made `thread`. `key` stands for the thread's place in
  // the tree of spawns, its path: the same in every run.
  virtual void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) {
    static_cast<void>(thread), static_cast<void>(parent), static_cast<void>(key);
  }
  // It does nothing any more; its last operation came before.
  virtual void thread_ended(std::uint32_t thread) { static_cast<void>(thread); }
  // `key` stands for who made the object, as which of its objects and under which name: the same in
  // every run in which that thread has made the same objects before.
  virtual void object_made(ObjectId id, ObjectKind kind, std::uint64_t key) {
    static_cast<void>(id), static_cast<void>(kind), static_cast<void>(key);
  }
  // `thread` does `operation` now; also where nobody else could run, so that there was no choice.
  virtual void on_operation(std::uint32_t thread, const PendingOperation& operation) {
    static_cast<void>(thread), static_cast<void>(operation);
  }
  // The same operation touches another object, or depends on it: a wait its mutex, a poll what it
  // watches, the two ends of a connection each other's.
  virtual void on_touch(std::uint32_t thread, const PendingOperation& operation) {
    static_cast<void>(thread), static_cast<void>(operation);
  }
  // `thread` releases `mutex` before its next point; releasing is no point.
  virtual void on_release(std::uint32_t thread, ObjectId mutex) {
    static_cast<void>(thread), static_cast<void>(mutex);
  }
  // `later` goes on because of what `earlier` did: a wakeup, the end of a joined thread.
  virtual void on_edge(std::uint32_t earlier, std::uint32_t later) {
    static_cast<void>(earlier), static_cast<void>(later);
  }
  // Time has been moved, or (where it has not) all threads have come to rest.
  virtual void on_world(Instant now) { static_cast<void>(now); }

  // The run has ended after `steps` points: strategies learn lengths from it.
  virtual void end_run(std::uint64_t steps) { static_cast<void>(steps); }

  // What the run that has just ended was sure to have; asked after end_run. Absent where nothing
  // is proven, and in a run that left what the theorem supposes.
  [[nodiscard]] virtual std::optional<Promise> promise() const { return std::nullopt; }
  // Whether it goes through the runs of one program until it has seen them all: its runs all have
  // the same faults, and no other strategy's runs come between them.
  [[nodiscard]] virtual bool systematic() const { return false; }
  // A systematic strategy has nothing left to try: another run would be one again. Asked after
  // end_run.
  [[nodiscard]] virtual bool exhausted() const { return complete(); }
  // It has seen them all, and cut none short; asked after end_run.
  [[nodiscard]] virtual bool complete() const { return false; }
  // What a systematic strategy that is not complete has not looked at, in words.
  [[nodiscard]] virtual std::string left_out() const { return {}; }
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_STRATEGY_H_
