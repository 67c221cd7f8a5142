// What a strategy does in a run, as a plan, and how simple it is.
#ifndef INTERLEAVE_SIM_SHRINK_MEASURED_H_
#define INTERLEAVE_SIM_SHRINK_MEASURED_H_

#include <cstdint>
#include <string_view>

#include "sim/engine/strategy.h"
#include "sim/shrink/plan.h"
#include "sim/shrink/positions.h"
#include "sim/shrink/simplicity.h"

namespace interleave::sim {

// Takes another strategy's decisions, and keeps them. That one outlives this.
class Measured final : public Strategy {
 public:
  explicit Measured(Strategy& inner) : inner_(inner) {}

  // Of the last run: a PlanStrategy with this plan makes the same run.
  [[nodiscard]] const Plan& plan() const { return plan_; }
  // Of the last run, but for the scenario's size and the kinds of faults.
  [[nodiscard]] const Simplicity& simplicity() const { return simplicity_; }

  [[nodiscard]] std::string_view name() const override { return inner_.name(); }
  void use(const Faults& faults) override { inner_.use(faults); }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;
  [[nodiscard]] bool follows() const override { return true; }
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override;
  void thread_ended(std::uint32_t thread) override { inner_.thread_ended(thread); }
  void object_made(ObjectId id, ObjectKind kind, std::uint64_t key) override {
    inner_.object_made(id, kind, key);
  }
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override;
  void on_touch(std::uint32_t thread, const PendingOperation& operation) override {
    inner_.on_touch(thread, operation);
  }
  void on_edge(std::uint32_t earlier, std::uint32_t later) override {
    inner_.on_edge(earlier, later);
  }
  void on_world(Instant now) override { inner_.on_world(now); }
  void end_run(std::uint64_t steps) override { inner_.end_run(steps); }

 private:
  void count(DecisionKind kind, std::uint32_t taken);

  Strategy& inner_;
  Positions positions_;
  Plan plan_;
  Simplicity simplicity_;
  std::uint64_t by_default_ = 0;  // at the last decision about threads; 0: there was none since
  bool preempted_ = false;        // by that decision
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_MEASURED_H_
