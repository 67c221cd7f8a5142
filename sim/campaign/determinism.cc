#include "sim/campaign/determinism.h"

#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "model/base/assert.h"
#include "sim/replay/replay.h"

namespace interleave::sim {
namespace {

std::string words_of(const std::optional<Record>& record, const ObjectNames& names) {
  return record ? fmt::format("step {}: {}", record->step, in_words(*record, names))
                : std::string("the end of the run");
}

}  // namespace

std::optional<Finding> repeat(Simulation& simulation, const Scenario& scenario,
                              const Recording& recording, RecordLog* log,
                              const ObjectNames& names) {
  ReplayWatch watch;
  if (log != nullptr) watch.on_record = [log](const Record& record) { log->compare(record); };
  std::variant<ReplayResult, std::string> outcome =
      replay(simulation, scenario, recording, std::move(watch));
  const auto* second = std::get_if<ReplayResult>(&outcome);
  IL_ASSERT(second != nullptr, "a run's own settings must be readable");
  if (!second->divergence) return std::nullopt;

  const Divergence& divergence = *second->divergence;
  Finding finding;
  finding.rule = "nondeterminism";
  finding.what =
      fmt::format("a run and its repetition with the same decisions differ at decision {}",
                  divergence.position);
  finding.details = {fmt::format("first:  {}", divergence.expected),
                     fmt::format("second: {}", divergence.met)};
  const std::optional<RecordDifference> first = log == nullptr ? std::nullopt : log->difference();
  if (first) {
    finding.details.push_back(
        fmt::format("the first record that differs is number {}", first->position));
    finding.details.push_back(fmt::format("first:  {}", words_of(first->first, names)));
    finding.details.push_back(
        fmt::format("second: {}", words_of(first->second, ObjectNames(simulation))));
  }
  return finding;
}

}  // namespace interleave::sim
