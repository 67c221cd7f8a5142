// A run again, as recorded but for two steps that are exchanged.
#ifndef INTERLEAVE_SIM_EXPLAIN_FLIP_STRATEGY_H_
#define INTERLEAVE_SIM_EXPLAIN_FLIP_STRATEGY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "sim/engine/strategy.h"
#include "sim/explain/observed_run.h"

namespace interleave::sim {

// Two steps that are to come in the other order. Positions are those of ObservedRun::points.
struct Exchange {
  static constexpr std::size_t kNone = ~std::size_t{0};

  std::size_t first = 0;
  // The point that is to come before `first`; kNone: it never came. Then it is the first point of
  // `thread` on `object`, beyond those that it has passed in the recorded run.
  std::size_t second = kNone;
  std::uint32_t thread = 0;
  ObjectId object = kNoObject;
  // Points between the two that go first as well, since the second one needs them.
  std::vector<std::size_t> needed;
};

// Each thread keeps the order of its own points. At each choice that thread goes on whose next
// point came first in the recorded run, with the exchange made: up to it this is the recorded
// schedule, and after it as near to it as can be. Threads that do more than they did come last.
// Other decisions are the recorded ones as long as a thread meets the same questions, and the
// default where it does not.
class FlipStrategy final : public Strategy {
 public:
  // Called in the thread of the run that passes a point after the exchange has begun.
  using OnPoint = std::function<void(std::uint32_t thread)>;

  // `run` outlives the strategy.
  FlipStrategy(const ObservedRun& run, Exchange exchange, OnPoint on_point = {});

  // Whether the two steps have come in the other order.
  [[nodiscard]] bool flipped() const { return second_done_ && first_done_after_; }
  // What the second step was, where the recorded run does not know it.
  [[nodiscard]] const PendingOperation& second() const { return second_operation_; }

  [[nodiscard]] std::string_view name() const override { return "flip"; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;
  [[nodiscard]] bool follows() const override { return true; }
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override;
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override;
  void on_touch(std::uint32_t thread, const PendingOperation& operation) override;

 private:
  static constexpr std::size_t kNever = ~std::size_t{0};

  // What a thread of the recorded run did.
  struct Script {
    std::vector<std::size_t> places;     // of its points, in the order that is wanted
    std::vector<std::size_t> decisions;  // other than of threads, in its order
    std::size_t points_done = 0;
    std::size_t decisions_done = 0;
  };

  void make_places();
  [[nodiscard]] std::size_t place(std::uint32_t thread) const;
  [[nodiscard]] std::uint32_t recorded(std::uint32_t thread) const;
  [[nodiscard]] std::uint32_t after_script(const Choice& choice) const;
  [[nodiscard]] bool holding(std::uint32_t thread) const;
  void look_for_second(std::uint32_t thread, const PendingOperation& operation);

  const ObservedRun& run_;
  const Exchange exchange_;
  const OnPoint on_point_;
  std::uint32_t first_thread_;
  std::size_t first_ordinal_ = 0;        // of the first step among its thread's points
  std::size_t second_ordinal_ = 0;       // likewise; of what never came: its thread's points
  std::vector<Script> scripts_;          // by number in the recorded run
  std::vector<std::uint32_t> recorded_;  // by number now; 0: the recorded run has none like it
  std::uint32_t last_ = 0;
  bool second_done_ = false;
  bool first_done_ = false;
  bool first_done_after_ = false;
  PendingOperation second_operation_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_FLIP_STRATEGY_H_
