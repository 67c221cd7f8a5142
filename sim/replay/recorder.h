// From a run to its recording.
#ifndef INTERLEAVE_SIM_REPLAY_RECORDER_H_
#define INTERLEAVE_SIM_REPLAY_RECORDER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/scenario.h"
#include "sim/engine/simulation.h"
#include "sim/replay/recording.h"

namespace interleave::sim {

// How a run was started.
struct RunOrigin {
  const Scenario& scenario;
  std::string_view strategy;
  std::uint64_t seed = 0;
  const RunOptions& options;
};

// The recording of the run that `simulation` has just finished with `result`.
Recording make_recording(const RunOrigin& origin, const Simulation& simulation,
                         const RunResult& result);

// The decisions of a run with their names, each of which is made once.
class DecisionNames {
 public:
  // Of the present or last run of `simulation`, which outlives this.
  explicit DecisionNames(const Simulation& simulation) : simulation_(simulation) {}

  // Another run: the names are other ones.
  void forget();
  [[nodiscard]] RecordedDecision operator()(const Decision& decision);
  // As Simulation::stable_name and thread_path.
  [[nodiscard]] const std::string& object(ObjectId id);
  [[nodiscard]] const std::string& thread(std::uint32_t number);

 private:
  const Simulation& simulation_;
  std::vector<std::string> objects_;  // by identity; empty: not asked for yet
  std::vector<std::string> threads_;  // by number
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_REPLAY_RECORDER_H_
