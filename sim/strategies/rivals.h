// Which threads are about to do something to an object.
#ifndef INTERLEAVE_SIM_STRATEGIES_RIVALS_H_
#define INTERLEAVE_SIM_STRATEGIES_RIVALS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/operation.h"

namespace interleave::sim {

// A list of threads for each object, linked through arrays; a thread is in one list at most, that
// of its pending operation's object.
class Rivals {
 public:
  void begin_run() {
    first_.clear();
    std::fill_n(operation_.begin(), used_, PendingOperation{});
    used_ = 0;
  }
  // Objects come in the order of their identities.
  void object_made(ObjectId id) { first_.resize(static_cast<std::size_t>(id) + 1); }

  void enter(std::uint32_t thread, const PendingOperation& operation) {
    leave(thread);
    operation_[thread] = operation;
    if (thread >= used_) used_ = thread + 1;
    if (operation.object == kNoObject) return;
    std::uint32_t& first = first_[static_cast<std::size_t>(operation.object)];
    before_[thread] = 0;
    after_[thread] = first;
    before_[first] = thread;
    first = thread;
  }
  void leave(std::uint32_t thread) {
    const ObjectId object = operation_[thread].object;
    operation_[thread] = {};
    if (object == kNoObject) return;
    const std::uint32_t before = before_[thread];
    const std::uint32_t after = after_[thread];
    before_[after] = before;
    (before == 0 ? first_[static_cast<std::size_t>(object)] : after_[before]) = after;
  }
  // Calls race(rival) for each thread in a list that is about to do what depends on `operation`: on
  // the same object, and not both loads.
  template <class Race>
  void each(std::uint32_t thread, const PendingOperation& operation, Race race) const {
    if (operation.object == kNoObject) return;
    const bool reads = operation.kind == OperationKind::load;
    std::uint32_t rival = first_[static_cast<std::size_t>(operation.object)];
    for (; rival != 0; rival = after_[rival]) {
      if (rival == thread) continue;
      if (!reads || operation_[rival].kind != OperationKind::load) race(rival);
    }
  }

 private:
  std::uint32_t used_ = 0;            // threads up to there have been entered
  std::vector<std::uint32_t> first_;  // by object; 0: nobody
  std::array<PendingOperation, kMostThreads> operation_{};
  std::array<std::uint32_t, kMostThreads>
      before_{};  // 0 stands before the first and after the last
  std::array<std::uint32_t, kMostThreads> after_{};
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_RIVALS_H_
