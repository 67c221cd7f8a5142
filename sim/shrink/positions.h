// Where each thread of a run is, in its own count: the places of a plan.
#ifndef INTERLEAVE_SIM_SHRINK_POSITIONS_H_
#define INTERLEAVE_SIM_SHRINK_POSITIONS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/shrink/plan.h"

namespace interleave::sim {

// Told what a strategy is told. Used by one strategy.
class Positions {
 public:
  void begin_run();
  void thread_made(std::uint32_t number, std::uint64_t key);
  // `number` passes a point, and runs from here on.
  void passed(std::uint32_t number) {
    current_ = number;
    ++threads_[number].points;
  }

  [[nodiscard]] std::uint64_t key(std::uint32_t number) const { return threads_[number].key; }
  // 0 where no such thread has been made yet.
  [[nodiscard]] std::uint32_t number(std::uint64_t key) const;
  // The place of a question that is asked now; counts it.
  Place ask(DecisionKind kind, const char* site);

 private:
  struct ThreadPlace {
    std::uint64_t key = 0;
    std::uint32_t points = 0;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> asked;  // by question: how often
  };

  std::vector<ThreadPlace> threads_{1};  // by number; memory is kept from run to run
  std::uint32_t count_ = 0;
  std::uint32_t current_ = 0;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_POSITIONS_H_
