// Loops that wait for what another thread does, and would never end.
#ifndef INTERLEAVE_SIM_STRATEGIES_DPOR_SPINNING_H_
#define INTERLEAVE_SIM_STRATEGIES_DPOR_SPINNING_H_

#include <cstdint>
#include <vector>

#include "sim/engine/operation.h"

namespace interleave::sim {

// A thread that has given way is held back until another one has done something else than to load
// and to give way. As a thread may count its turns, what it would do alone is not covered then.
class Spinning {
 public:
  void begin_run() {
    threads_.clear();
    yielded_.clear();
    changes_ = 0;
    counts_ = false;
  }
  void on_operation(std::uint32_t thread, OperationKind kind) {
    // Only differences from when somebody gave way are asked for.
    if (kind == OperationKind::yield) counts_ = true;
    if (counts_) [[unlikely]]
      count(thread, kind);
  }
  // Threads that have given way since they last changed something: only they may be held back.
  [[nodiscard]] const ThreadSet& yielded() const { return yielded_; }
  // Whether one of them is, when it is about to do `next`.
  [[nodiscard]] bool holds_back(std::uint32_t thread, OperationKind next) const {
    if (next != OperationKind::yield) return false;
    const Turns& turns = threads_[thread];
    return turns.foreign == changes_ - turns.own;
  }

 private:
  struct Turns {
    std::uint64_t foreign = 0;  // what others had changed when it last gave way
    std::uint64_t own = 0;
  };

  void count(std::uint32_t thread, OperationKind kind) {
    if (threads_.size() <= thread) threads_.resize(thread + 1);
    Turns& turns = threads_[thread];
    if (kind == OperationKind::yield) {
      turns.foreign = changes_ - turns.own;
      yielded_.add(thread);
    } else if (kind != OperationKind::load) {
      ++changes_;
      ++turns.own;
      yielded_.remove(thread);
    }
  }

  std::vector<Turns> threads_;
  ThreadSet yielded_;
  std::uint64_t changes_ = 0;
  bool counts_ = false;  // somebody has given way in this run
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DPOR_SPINNING_H_
