#include "sim/campaign/determinism.h"

#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "model/base/assert.h"
#include "sim/campaign/disturbance.h"
#include "sim/replay/replay.h"

namespace interleave::sim {
namespace {

std::string words_of(const std::optional<Record>& record, const ObjectNames& names) {
  return record ? fmt::format("step {}: {}", record->step, in_words(*record, names))
                : std::string("the end of the run");
}

Finding describe(const Divergence& divergence) {
  Finding finding;
  finding.rule = "nondeterminism";
  finding.what =
      fmt::format("a run and its repetition with the same decisions differ at decision {}",
                  divergence.position);
  finding.details = {fmt::format("first:  {}", divergence.expected),
                     fmt::format("second: {}", divergence.met)};
  return finding;
}

std::optional<Divergence> run_again(Simulation& simulation, const Scenario& scenario,
                                    const Recording& recording, RecordLog* log) {
  ReplayWatch watch;
  if (log != nullptr) {
    log->begin_comparison();
    watch.on_record = [log](const Record& record) { log->compare(record); };
  }
  std::variant<ReplayResult, std::string> outcome =
      replay(simulation, scenario, recording, std::move(watch));
  auto* result = std::get_if<ReplayResult>(&outcome);
  IL_ASSERT(result != nullptr, "a run's own settings must be readable");
  return std::move(result->divergence);
}

// A run that looks at addresses meets them in both orders: one of them is not the first run's.
struct Repetition {
  AddressOrder order;
  unsigned char garbage;
};
constexpr Repetition kRepetitions[] = {{AddressOrder::falling, 0x5a}, {AddressOrder::rising, 0xa5}};

}  // namespace

std::optional<Finding> repeat(Simulation& simulation, const Scenario& scenario,
                              const Recording& recording, RecordLog* log,
                              const ObjectNames& names) {
  for (const Repetition& repetition : kRepetitions) {
    std::optional<Divergence> divergence;
    simulation.fill_stacks(repetition.garbage);
    {
      const Disturbance disturbance(repetition.order, repetition.garbage);
      divergence = run_again(simulation, scenario, recording, log);
    }
    if (!divergence) continue;
    Finding finding = describe(*divergence);
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
  return std::nullopt;
}

}  // namespace interleave::sim
