// Strict replay: the decisions of a recording, as long as the run asks the same questions.
#ifndef INTERLEAVE_SIM_REPLAY_REPLAY_STRATEGY_H_
#define INTERLEAVE_SIM_REPLAY_REPLAY_STRATEGY_H_

#include <cstddef>
#include <optional>
#include <string>

#include "sim/engine/simulation.h"
#include "sim/engine/strategy.h"
#include "sim/replay/recorder.h"
#include "sim/replay/recording.h"

namespace interleave::sim {

// Where a run has left its recording.
struct Divergence {
  std::size_t position = 0;  // of the decision, from 1; one more than there are: after the last
  std::string expected;      // what the recording says
  std::string met;           // what the run did
};

// Takes the recorded decisions one after the other. Kind, number of options, site, object and
// thread must be the recorded ones at each. At the first that differs the recording has diverged:
// from there on every answer is the default, so that the run comes to an end.
//
// `recording` and `simulation`, whose runs ask the questions, outlive the strategy.
class ReplayStrategy final : public Strategy {
 public:
  ReplayStrategy(const Recording& recording, const Simulation& simulation)
      : recording_(recording), names_(simulation) {}

  [[nodiscard]] std::string_view name() const override { return "replay"; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;
  // Diverged as well when decisions are left over.
  void end_run(std::uint64_t steps) override;

  [[nodiscard]] const std::optional<Divergence>& divergence() const { return divergence_; }

 private:
  const RecordedDecision* next() const;
  bool accept(const RecordedDecision& met);
  void diverge(std::string met);

  const Recording& recording_;
  DecisionNames names_;
  std::size_t position_ = 0;
  std::optional<Divergence> divergence_;
};

// "thread leader/worker.2 (number 3 of 4 that can run) before lock of server".
std::string describe(const RecordedDecision& decision);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_REPLAY_REPLAY_STRATEGY_H_
