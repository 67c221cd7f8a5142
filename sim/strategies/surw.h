// The selectively uniform random walk: all orders of the accesses to one object are as likely.
#ifndef INTERLEAVE_SIM_STRATEGIES_SURW_H_
#define INTERLEAVE_SIM_STRATEGIES_SURW_H_

#include <cstdint>

#include "sim/strategies/access_counts.h"
#include "sim/strategies/countdown.h"
#include "sim/strategies/drawing.h"
#include "sim/strategies/priorities.h"
#include "sim/strategies/ready_watch.h"
#include "sim/strategies/run_length.h"

namespace interleave::sim {

// SURW of Zhao et al. (ASPLOS 2025). Each run has one object, drawn in proportion to the contested
// accesses to it; the next access to it is that of the intended thread, drawn in proportion to the
// accesses that it and the threads that it has yet to make still have to do. Who comes to an access
// and is not the intended one is held back until that one has done its own. Where no thread blocks
// and once the counts are known, every order of the accesses to the object is equally likely.
//
// What is no such access goes by priority: the highest that can run goes on, and draws a new one
// for what it does next. An access leaves its thread's as it was. Beside a random walk this keeps
// single threads back for longer, which is what bugs of many preemptions need (SafeStack).
//
// With locks there is no theorem. Nobody is intended who cannot run, an intention that cannot come
// true (everybody else is held back, it ends, it yields) is drawn anew, and a run of many times the
// usual length goes on as a random walk.
class Surw final : public Drawing {
 public:
  [[nodiscard]] std::string_view name() const override { return "surw"; }
  [[nodiscard]] bool follows() const override { return true; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override;
  void thread_ended(std::uint32_t thread) override;
  void object_made(ObjectId id, ObjectKind kind, std::uint64_t key) override;
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override;
  void end_run(std::uint64_t steps) override;

 private:
  std::uint32_t choose(const Choice& choice);
  void look(const Choice& choice);
  std::uint64_t weight(const Choice& choice, std::uint32_t thread);
  void intend(const Choice& choice);
  [[nodiscard]] bool is_access(const PendingOperation& operation) const {
    return operation.object == object_ && object_ != kNoObject;
  }
  std::uint32_t draw() { return static_cast<std::uint32_t>(random_.next() >> 32); }

  Countdown countdown_;
  AccessCounts accesses_;
  RunLength length_;

  // The run.
  std::uint64_t choices_ = 0;
  std::uint64_t tail_ = 0;           // choices after which the random walk begins
  AccessCounts::Number number_ = 0;  // of the object; 0: nothing is known, and all is drawn
  ObjectId object_ = kNoObject;      // until it is made
  std::uint32_t intended_ = 0;       // drawn when somebody comes to an access
  ReadyWatch watch_;
  // By number. Not std::array, which checks each index: numbers are below kMostThreads.
  std::uint32_t priority_[kMostThreads] = {};
  // Those that can run: who is about to do an access, and who anything else.
  Priorities at_access_;
  Priorities elsewhere_;
  // The weights of a drawing, summed up to each thread that can run; by number.
  std::uint64_t up_to_[kMostThreads] = {};
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_SURW_H_
