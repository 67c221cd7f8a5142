// Partial order sampling: a random priority for each operation.
#ifndef INTERLEAVE_SIM_STRATEGIES_POS_H_
#define INTERLEAVE_SIM_STRATEGIES_POS_H_

#include "sim/strategies/drawing.h"
#include "sim/strategies/priorities.h"
#include "sim/strategies/ready_watch.h"
#include "sim/strategies/rivals.h"

namespace interleave::sim {

// POS of Yuan, Yang and Gu (CAV 2018). Each pending operation has a random priority; the highest
// that can be done is done, and the pending ones that race with it (same object, not both loads)
// draw again, as does the next operation of the same thread. Orders of racing operations are drawn
// afresh each time; those of independent ones cost no randomness. No lengths, nothing to learn.
//
// Only operations that can be done have a priority, as in the paper. One that cannot yet would draw
// again in vain: either it has never been compared, or what made it impossible races with it.
class Pos final : public Drawing {
 public:
  [[nodiscard]] std::string_view name() const override { return "pos"; }
  [[nodiscard]] bool follows() const override { return true; }
  [[nodiscard]] bool knows_by_key() const override { return false; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  void object_made(ObjectId id, ObjectKind kind, std::uint64_t key) override;
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override;
  void on_touch(std::uint32_t thread, const PendingOperation& operation) override;

 private:
  void race(std::uint32_t thread, const PendingOperation& operation);
  std::uint32_t draw() { return static_cast<std::uint32_t>(random_.next() >> 32); }

  ReadyWatch watch_;
  Rivals rivals_;
  Priorities priorities_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_POS_H_
