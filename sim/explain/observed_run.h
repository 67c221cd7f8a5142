// A run with everything that an explanation wants to know of it.
#ifndef INTERLEAVE_SIM_EXPLAIN_OBSERVED_RUN_H_
#define INTERLEAVE_SIM_EXPLAIN_OBSERVED_RUN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/base/name.h"
#include "model/rules/run_state.h"
#include "model/trace/record.h"
#include "sim/engine/simulation.h"
#include "sim/replay/wording.h"

namespace interleave::sim {

// A point that was passed: `thread` did `operation` between two records.
struct PassedPoint {
  std::uint32_t thread = 0;  // number
  PendingOperation operation;
  std::uint64_t record = 0;  // the last record before it; 0: none
};

// What orders points among each other, in the order in which it happened.
struct Happening {
  enum class Kind : std::uint8_t {
    operation,  // the next point: `thread` does `what`
    touch,      // the same operation touches another object
    edge,       // `other` goes on because of what `thread` did
    made,       // `thread` has made thread `other`
  };
  Kind kind = Kind::operation;
  std::uint32_t thread = 0;
  std::uint32_t other = 0;
  PendingOperation what;
};

// Where a decision of RunResult::decisions was taken.
struct DecisionPlace {
  std::uint32_t asker = 0;   // number of the thread that ran
  std::uint64_t record = 0;  // the last record before it
  std::size_t points = 0;    // points that were passed before it
};

struct ObservedThread {
  ObjectId id = kNoObject;
  std::string path;       // "leader/worker.2"
  std::uint64_t key = 0;  // its place in the tree of spawns
  std::string about;      // Simulation::about_thread
};

struct ObservedObject {
  ObjectKind kind = ObjectKind::none;
  Name name;
};

struct ObservedRun {
  RunResult result;
  bool as_told = true;  // every decision that was to be taken again fitted
  std::vector<Record> records;
  std::vector<PassedPoint> points;
  std::vector<Happening> order;
  std::vector<DecisionPlace> decisions;  // as result.decisions
  std::vector<ObservedThread> threads;   // by number; 0 stands for the world
  std::vector<ObservedObject> objects;   // by identity; 0 is no object
  ObjectNames names;

  // The number of a thread by its identity; 0 for the world and for what is no thread.
  [[nodiscard]] std::uint32_t number(ObjectId thread) const;
  // The point behind the last record after which the rule was broken: in a program whose threads
  // share variables, many steps may come between the last record and the end. Null where the run
  // ended with a record, or nothing is broken.
  [[nodiscard]] const PassedPoint* broken_after() const;
  // The thread that has broken the rule; 0: none in particular.
  [[nodiscard]] std::uint32_t breaker() const;

 private:
  friend class RunObserver;
  std::vector<std::uint32_t> numbers_;  // by identity
};

// Steps through the states that the records of a run lead to.
class StateWalk {
 public:
  explicit StateWalk(const ObservedRun& run) : run_(run) { state_.begin_run(); }
  // Applies the next record; there must be one.
  void next();
  // Applies records up to and including number `step`.
  void to(std::uint64_t step);
  [[nodiscard]] const RunState& state() const { return state_; }

 private:
  const ObservedRun& run_;
  std::size_t at_ = 0;
  RunState state_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_OBSERVED_RUN_H_
