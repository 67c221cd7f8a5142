#include "sim/replay/recorder.h"

#include <cstddef>

#include "sim/replay/run_settings.h"

namespace interleave::sim {

void DecisionNames::forget() {
  objects_.clear();
  threads_.clear();
}

const std::string& DecisionNames::object(ObjectId id) {
  const auto at = static_cast<std::size_t>(id);
  if (at >= objects_.size()) objects_.resize(at + 1);
  if (objects_[at].empty()) objects_[at] = simulation_.stable_name(id);
  return objects_[at];
}

const std::string& DecisionNames::thread(std::uint32_t number) {
  if (number >= threads_.size()) threads_.resize(number + 1);
  if (threads_[number].empty()) threads_[number] = simulation_.thread_path(number);
  return threads_[number];
}

RecordedDecision DecisionNames::operator()(const Decision& decision) {
  RecordedDecision named{.kind = decision.kind,
                         .options = decision.options,
                         .taken = decision.taken,
                         .site = decision.site,
                         .object = {},
                         .thread = {}};
  if (decision.object != kNoObject) named.object = object(decision.object);
  if (decision.kind == DecisionKind::thread) named.thread = thread(decision.taken);
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
  recording.early = static_cast<std::uint64_t>(result.skipped.count());
  recording.hash = result.hash;
  recording.decisions.reserve(result.decisions.size());
  DecisionNames with_names(simulation);
  for (const Decision& decision : result.decisions) {
    recording.decisions.push_back(with_names(decision));
  }
  return recording;
}

}  // namespace interleave::sim
