// A recorded run that has come out as recorded, twice.
#ifndef INTERLEAVE_SIM_EXPLAIN_VERIFIED_RUN_H_
#define INTERLEAVE_SIM_EXPLAIN_VERIFIED_RUN_H_

#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "sim/explain/observed_run.h"
#include "sim/explain/run_observer.h"
#include "sim/replay/recording.h"
#include "sim/replay/replay_strategy.h"

namespace interleave::sim {

struct VerifiedRun {
  std::unique_ptr<RunObserver> observer;
  ObservedRun run;
};

// Replays `recording`, which is one of `scenario`, strictly, and once more under observation. A
// divergence when one of the two does not come out as recorded. The error says why the recording
// cannot be replayed at all. `on_crash`: as RunOptions::on_crash.
std::variant<VerifiedRun, Divergence, std::string> verified_run(
    const Scenario& scenario, const Recording& recording,
    const std::function<void(const RunResult&)>& on_crash);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_VERIFIED_RUN_H_
