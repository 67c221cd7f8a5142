#include "sim/replay/recorder.h"

#include "sim/replay/run_settings.h"

namespace interleave::sim {

RecordedDecision with_names(const Decision& decision, const Simulation& simulation) {
  RecordedDecision named{.kind = decision.kind,
                         .options = decision.options,
                         .taken = decision.taken,
                         .site = decision.site,
                         .object = {},
                         .thread = {}};
  if (decision.object != kNoObject) named.object = simulation.object_name(decision.object);
  if (decision.kind == DecisionKind::thread) named.thread = simulation.thread_path(decision.taken);
  return named;
}

Recording make_recording(const RunOrigin& origin, const Simulation& simulation,
                         const RunResult& result) {
  Recording recording;
  recording.scenario = origin.scenario.name();
  recording.parameters = origin.scenario.parameters();
  recording.strategy = origin.strategy;
  recording.seed = origin.seed;
  recording.settings = to_settings(origin.options);
  if (result.finding) {
    recording.rule = result.finding->rule;
    recording.what = result.finding->what;
    recording.details = result.finding->details;
  }
  recording.steps = result.steps;
  recording.hash = result.hash;
  recording.decisions.reserve(result.decisions.size());
  for (const Decision& decision : result.decisions) {
    recording.decisions.push_back(with_names(decision, simulation));
  }
  return recording;
}

}  // namespace interleave::sim
