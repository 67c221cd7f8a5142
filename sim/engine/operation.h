// What threads are about to do, and which of them can: the question that strategies answer.
#ifndef INTERLEAVE_SIM_ENGINE_OPERATION_H_
#define INTERLEAVE_SIM_ENGINE_OPERATION_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "model/trace/event.h"

namespace interleave::sim {

// A visible operation: the scheduling point stands before it. Releasing a mutex is no point, since
// nobody can tell it from what the thread did before.
enum class OperationKind : std::uint8_t {
  none,
  start,       // a new thread's first step · the thread
  spawn,       // · nothing: the child does not exist yet
  join,        // can run when the thread has ended · the thread
  lock,        // can run when the mutex is free · the mutex
  wait,        // releases the mutex and begins to wait, in one step · the condvar
  relock,      // the lock after a wait; can run as `lock` · the mutex
  notify_one,  // · the condvar
  notify_all,  // · the condvar
  poll,        // can run when something is ready, at a wake, or at the deadline · the poller
  wake,        // · the poller
  accept,      // · the listener
  read,        // · the stream
  write,       // · the stream
  shut_down,   // the end of sending · the stream or the peer
  close,       // · the stream, the listener or the peer
  connect,  // can run when the listener has room or is gone · the listener, if there is or was one
  send,     // can run when there is room or the connection is gone · the peer
  receive,  // can run when something came or the connection is gone · the peer
  sleep,    // can run at its time · nothing
  settle,   // can run when nothing else can · nothing
  load,     // · the variable
  store,    // · the variable
  update,   // reads and writes in one step · the variable
  yield,    // gives way: it does nothing, and will do it again · nothing
  count_,
};

inline constexpr const char* kOperationNames[] = {
    "none",       "start",      "spawn",   "join", "lock",    "wait",  "relock",
    "notify_one", "notify_all", "poll",    "wake", "accept",  "read",  "write",
    "shut_down",  "close",      "connect", "send", "receive", "sleep", "settle",
    "load",       "store",      "update",  "yield"};
static_assert(std::size(kOperationNames) == static_cast<std::size_t>(OperationKind::count_));

// The kind as a literal: "lock".
constexpr const char* to_string(OperationKind kind) {
  return kOperationNames[static_cast<std::size_t>(kind)];
}

struct PendingOperation {
  OperationKind kind = OperationKind::none;
  ObjectId object = kNoObject;
};

// Threads of a run are numbered from 1, the root, in the order of spawning; numbers are not reused.
// A spawn beyond the last number is refused, as by a system that has no room for another thread.
inline constexpr std::uint32_t kMostThreads = 1024;  // one more than the last number

// A set of thread numbers. Every operation costs one step for each 64 threads of the run.
class ThreadSet {
 public:
  void clear() {
    for (std::size_t i = 0; i < used_; ++i) words_[i] = 0;
    used_ = 0;
  }
  void add(std::uint32_t number) {
    const std::size_t word = number / 64;
    if (word >= used_) used_ = word + 1;
    words_[word] |= bit(number);
  }
  void remove(std::uint32_t number) { words_[number / 64] &= ~bit(number); }
  void add(const ThreadSet& other) {
    if (other.used_ > used_) used_ = other.used_;
    for (std::size_t i = 0; i < other.used_; ++i) words_[i] |= other.words_[i];
  }
  void remove(const ThreadSet& other) {
    for (std::size_t i = 0; i < other.used_; ++i) words_[i] &= ~other.words_[i];
  }

  [[nodiscard]] bool has(std::uint32_t number) const {
    return (words_[number / 64] & bit(number)) != 0;
  }
  [[nodiscard]] bool empty() const {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < used_; ++i) any |= words_[i];
    return any == 0;
  }
  [[nodiscard]] std::uint32_t count() const {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < used_; ++i) count += bits(words_[i]);
    return count;
  }
  // The lowest number; 0 when there is none.
  [[nodiscard]] std::uint32_t first() const { return next(0); }
  // The lowest number above `number`; 0 when there is none. For loops over the set.
  [[nodiscard]] std::uint32_t next(std::uint32_t number) const {
    std::size_t i = (number + 1) / 64;
    if (i >= used_) return 0;
    std::uint64_t word = words_[i] & (~std::uint64_t{0} << ((number + 1) % 64));
    while (word == 0) {
      if (++i >= used_) return 0;
      word = words_[i];
    }
    return position(i, word);
  }
  // Calls visit(number) for each, in ascending order; faster than a loop by next().
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < used_; ++i) {
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) visit(position(i, word));
    }
  }
  // The number at `index`, which is below count(), in ascending order.
  [[nodiscard]] std::uint32_t nth(std::uint32_t index) const {
    for (std::size_t i = 0;; ++i) {
      std::uint64_t word = words_[i];
      const std::uint32_t here = bits(word);
      if (index < here) {
        for (; index > 0; --index) word &= word - 1;
        return position(i, word);
      }
      index -= here;
    }
  }
  // The words in use, 64 numbers each, the lowest first: for whoever compares sets. `i` is below
  // kMostThreads / 64.
  [[nodiscard]] std::size_t words() const { return used_; }
  [[nodiscard]] std::uint64_t word(std::size_t i) const { return words_[i]; }

 private:
  static constexpr std::uint64_t bit(std::uint32_t number) {
    return std::uint64_t{1} << (number % 64);
  }
  // Most programs have few threads, and what std::popcount does where compilers may not use an
  // instruction for it is long. Of 15 bits: four copies in a row, so that every fourth bit of all
  // is each of them once, and the sum of these.
  static std::uint32_t bits(std::uint64_t word) {
    if (word < std::uint64_t{1} << 15) [[likely]] {
      return static_cast<std::uint32_t>(
          ((word * 0x200040008001 & 0x111111111111111) * 0x1111111111111111) >> 60);
    }
    return static_cast<std::uint32_t>(std::popcount(word));
  }
  static std::uint32_t position(std::size_t word, std::uint64_t bits) {
    return static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
  }

  // Not std::array, which checks each index: numbers are below kMostThreads.
  std::uint64_t words_[kMostThreads / 64] = {};
  std::size_t used_ = 0;  // words beyond are zero
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_OPERATION_H_
