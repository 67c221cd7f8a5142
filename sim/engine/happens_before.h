// A hash of a run's partial order of operations: its Mazurkiewicz trace.
#ifndef INTERLEAVE_SIM_ENGINE_HAPPENS_BEFORE_H_
#define INTERLEAVE_SIM_ENGINE_HAPPENS_BEFORE_H_

#include <cstdint>
#include <vector>

#include "model/trace/event.h"
#include "sim/engine/hash.h"
#include "sim/engine/operation.h"

namespace interleave::sim {

// Two operations depend on each other when one thread does both, when they are on one object and
// not both loads, or when an edge says so. Each thread and each object has a hash of its causal
// past; an operation's hash is that of its thread's and its object's past, and becomes both. The
// run's hash is the sum over all operations: it does not depend on the order of independent ones.
// Threads and objects are told apart by who made them and when, not by their numbers, which depend
// on the order.
class HappensBefore {
 public:
  void begin_run();

  // A thread's first past: the root has parent 0.
  void thread_made(std::uint32_t number, std::uint32_t parent);
  // Objects come in the order of their identities.
  void object_made(std::uint32_t creator, ObjectKind kind);

  void operation(std::uint32_t thread, OperationKind kind, ObjectId object) {
    std::uint64_t& mine = threads_[thread];
    Past& its = object_[static_cast<std::size_t>(object)];
    const bool reads = kind == OperationKind::load;
    const std::uint64_t now =
        fold(mine + static_cast<std::uint64_t>(kind), its.writes + (reads ? 0 : its.reads));
    mine = now;
    sum_ += now;
    if (object == kNoObject) return;
    if (reads) {
      its.reads += now;
    } else {
      its = {.writes = now, .reads = 0};
    }
  }
  // `later` goes on because of what `earlier` did: a wakeup, the end of a joined thread.
  void edge(std::uint32_t earlier, std::uint32_t later) {
    threads_[later] = fold(threads_[later], threads_[earlier]);
  }
  // A value that the thread's course depends on: a fault, a drawn number, a point in time.
  void value(std::uint32_t thread, std::uint64_t value) {
    threads_[thread] = fold(threads_[thread], value);
  }

  [[nodiscard]] std::uint64_t hash() const { return sum_; }

 private:
  // Loads since the last other operation have no order among themselves: their sum stands for them.
  struct Past {
    std::uint64_t writes = 0;
    std::uint64_t reads = 0;
  };

  std::uint64_t sum_ = 0;
  // By number. Not std::array, which checks each index: numbers are below kMostThreads.
  std::uint64_t threads_[kMostThreads] = {};
  std::vector<Past> objects_;  // by identity; 0 is no object
  Past* object_ = nullptr;     // the first of them
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_HAPPENS_BEFORE_H_
