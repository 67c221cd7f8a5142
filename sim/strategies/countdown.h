// How many events each thread still has to do, itself and by threads that it has not made yet.
#ifndef INTERLEAVE_SIM_STRATEGIES_COUNTDOWN_H_
#define INTERLEAVE_SIM_STRATEGIES_COUNTDOWN_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/ready_set.h"
#include "sim/strategies/key_table.h"

namespace interleave::sim {

// Whether an operation counts. Those that only pass time do not, nor do the rounds of waits: how
// many there are depends on the order.
constexpr bool is_event(OperationKind kind) {
  switch (kind) {
    case OperationKind::join:
    case OperationKind::wait:
    case OperationKind::relock:
    case OperationKind::sleep:
    case OperationKind::settle:
    case OperationKind::yield:
      return false;
    default:
      return true;
  }
}

// Learnt as means over all runs, by the place in the tree of spawns. A thread's place changes with
// each join that it passes: what it does after the join comes after all that the joined thread
// does, so that it is no rival of it and must not count before.
//
// Which events are counted is for the strategy to say. Counts are fixed-point numbers.
class Countdown {
 public:
  static constexpr std::uint64_t kEvent = 256;  // one event

  // Sums over all runs by place, as the strategy counts them.
  class Totals {
   public:
    void count(std::uint32_t place) {
      if (place >= sums_.size()) sums_.resize(place + 1);
      ++sums_.data()[place];
    }
    [[nodiscard]] std::uint64_t at(std::size_t place) const {
      return place < sums_.size() ? sums_[place] : 0;
    }

   private:
    std::vector<std::uint64_t> sums_;
  };

  // The threads of the run that begins will do what `totals` lets expect.
  void begin_run(const Totals& totals);
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key);
  void thread_ended(std::uint32_t thread) { left_[thread] = 0; }
  // `thread` has passed a join.
  void joined(std::uint32_t thread);
  // `thread` has done an event.
  void did(std::uint32_t thread) {
    left_[thread] = left_[thread] > kEvent ? left_[thread] - kEvent : 0;
  }
  // A thread that can run has done all that it was expected to do. Threads of a pool share their
  // work in another way in each run: it takes over what a sibling that cannot run has left, where
  // there is one. Returns what it has now.
  std::uint64_t take_over(std::uint32_t thread, const ReadySet& ready);

  [[nodiscard]] std::uint64_t left(std::uint32_t thread) const { return left_[thread]; }
  // The thread's place: 0 when there are too many to tell apart.
  [[nodiscard]] std::uint32_t place(std::uint32_t thread) const { return place_[thread]; }

 private:
  static constexpr std::uint32_t kMostPlaces = 2048;

  struct Place {
    std::uint32_t parent = 0;
    std::uint64_t runs = 0;      // in which a thread was there
    std::uint64_t expected = 0;  // in this run, descendants included
  };

  void enter(std::uint32_t thread, std::uint32_t parent_place, std::uint64_t key);

  KeyTable keys_{kMostPlaces};
  std::vector<Place> known_ = std::vector<Place>(1);  // by place; 0 is nowhere
  std::vector<std::uint64_t> sums_;                   // by place, when a run begins

  // By thread. Not std::array, which checks each index: numbers are below kMostThreads.
  std::uint32_t threads_ = 0;
  std::uint64_t left_[kMostThreads] = {};
  std::uint64_t key_[kMostThreads] = {};
  std::uint32_t place_[kMostThreads] = {};
  std::uint32_t parent_place_[kMostThreads] = {};  // where it was made
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_COUNTDOWN_H_
