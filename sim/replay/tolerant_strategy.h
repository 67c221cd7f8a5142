// Replay of a recording whose program has changed since: by names, as far as it fits.
#ifndef INTERLEAVE_SIM_REPLAY_TOLERANT_STRATEGY_H_
#define INTERLEAVE_SIM_REPLAY_TOLERANT_STRATEGY_H_

#include <cstddef>
#include <optional>
#include <string>

#include "sim/engine/simulation.h"
#include "sim/engine/strategy.h"
#include "sim/replay/recording.h"
#include "sim/replay/replay_strategy.h"

namespace interleave::sim {

// How much of a recording a run has used.
struct Match {
  std::size_t matched = 0;     // recorded decisions that were taken
  std::size_t recorded = 0;    // how many there are
  std::size_t unrecorded = 0;  // questions for which nothing recorded was there
  std::optional<Divergence> first_misfit;
  [[nodiscard]] bool complete() const { return matched == recorded && unrecorded == 0; }
};

// A recorded decision answers a question of its kind, site and object that it was an option of; for
// threads: the thread can run and is about to do the recorded operation. Numbers, and how many
// options there were, may be others. What no longer fits is skipped as soon as the run comes to a
// question that a later one answers; questions that nothing recorded answers get the default.
//
// `recording` and `simulation`, whose runs ask the questions, outlive the strategy.
class TolerantStrategy final : public Strategy {
 public:
  TolerantStrategy(const Recording& recording, const Simulation& simulation)
      : recording_(recording), names_(simulation) {}

  [[nodiscard]] const Match& match() const { return match_; }

  [[nodiscard]] std::string_view name() const override { return "tolerant-replay"; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;
  void end_run(std::uint64_t steps) override;

 private:
  // The number of the recorded thread; 0 when it cannot do now what it did then.
  std::uint32_t thread_for(const RecordedDecision& recorded, const Choice& choice);
  void take(std::size_t position);
  void miss(const RecordedDecision& met);

  const Recording& recording_;
  DecisionNames names_;
  std::size_t position_ = 0;
  std::size_t missed_ = 0;  // questions in a row that the decision at hand did not answer
  Match match_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_REPLAY_TOLERANT_STRATEGY_H_
