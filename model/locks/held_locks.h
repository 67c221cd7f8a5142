// The run-time check of the lock hierarchy: the locks that one thread holds, on in every build.
#ifndef INTERLEAVE_MODEL_LOCKS_HELD_LOCKS_H_
#define INTERLEAVE_MODEL_LOCKS_HELD_LOCKS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <string_view>

#include "model/locks/rank_set.h"

namespace interleave {

class Mutex;

// Belongs to one thread and is used by that thread alone, but for ranks(). No operation allocates
// or blocks; a check costs a few comparisons. The checks return the broken rule's name, or an empty
// view.
class HeldLocks {
 public:
  // More than the hierarchy has ranks: a program that nests deeper breaks a rule anyway.
  static constexpr std::size_t kMost = 8;

  // May this thread acquire `mutex` now? "mutex-misuse" when it holds it already; "lock-order" by
  // rank (T4, T6) and by T5's wording: a client's lock only with the server's held.
  [[nodiscard]] std::string_view check_acquire(const Mutex& mutex) const;
  // May this thread release `mutex`? "mutex-misuse" when it does not hold it.
  [[nodiscard]] std::string_view check_release(const Mutex& mutex) const;
  // May this thread block now, for other things than a lock (T9)? A condition wait passes the mutex
  // that it releases. "lock-across-blocking" when a server, client or loop lock is held beside it.
  [[nodiscard]] std::string_view check_block(const Mutex* released = nullptr) const;
  // May this thread call the API now (T10)? "api-under-lock" when a server, client or loop lock is
  // held.
  [[nodiscard]] std::string_view check_api() const;

  void push(const Mutex& mutex);
  void remove(const Mutex& mutex);
  // For a thread that begins anew.
  void clear();
  [[nodiscard]] bool holds(const Mutex& mutex) const;
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] const Mutex& operator[](std::size_t index) const { return *held_[index]; }

  // The ranks of the locks that are held, for whoever looks on. Any thread: what another one sees
  // may be over already.
  [[nodiscard]] RankSet ranks() const { return ranks_.load(std::memory_order_relaxed); }

 private:
  void show();

  std::array<const Mutex*, kMost> held_{};
  std::size_t count_ = 0;
  std::atomic<RankSet> ranks_{};  // written by the thread, read by any
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_LOCKS_HELD_LOCKS_H_
