// Follows a plan as far as it fits.
#ifndef INTERLEAVE_SIM_SHRINK_PLAN_STRATEGY_H_
#define INTERLEAVE_SIM_SHRINK_PLAN_STRATEGY_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/engine/strategy.h"
#include "sim/shrink/plan.h"
#include "sim/shrink/positions.h"

namespace interleave::sim {

// A segment whose thread cannot run, is over or does not exist yet is skipped. What the plan does
// not say is the default.
class PlanStrategy final : public Strategy {
 public:
  // The plan of the runs from now on.
  void set(const Plan& plan);

  [[nodiscard]] std::string_view name() const override { return "shrink"; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;
  [[nodiscard]] bool follows() const override { return true; }
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override;
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override;

 private:
  [[nodiscard]] bool wants(const Segment& segment, const Choice& choice) const;

  std::vector<Segment> segments_;
  std::vector<std::pair<Place, std::uint32_t>> answers_;  // in the order of places
  Positions positions_;
  std::size_t at_ = 0;      // the segment at hand
  std::uint32_t done_ = 0;  // points that its thread has passed in it
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_PLAN_STRATEGY_H_
