#include "sim/replay/replay_strategy.h"

#include <utility>

#include <fmt/format.h>

#include "sim/strategies/non_preemptive.h"

namespace interleave::sim {

void ReplayStrategy::begin_run(std::uint64_t) {
  position_ = 0;
  divergence_.reset();
  names_.forget();
}

std::uint32_t ReplayStrategy::pick_thread(const Choice& choice) {
  const std::uint32_t fallback = default_thread(choice);
  if (divergence_) return fallback;
  const RecordedDecision* expected = next();
  // What would be taken if the recording had nothing to say: shown when it does not fit.
  std::uint32_t taken = fallback;
  if (expected != nullptr && expected->kind == DecisionKind::thread &&
      expected->taken < kMostThreads && choice.ready->has(expected->taken)) {
    taken = expected->taken;
  }
  const PendingOperation& operation = choice.pending[taken];
  const Decision met{.kind = DecisionKind::thread,
                     .options = choice.options,
                     .taken = taken,
                     .object = operation.object,
                     .site = to_string(operation.kind)};
  return accept(names_(met)) ? taken : fallback;
}

std::uint32_t ReplayStrategy::pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                                   const char* site) {
  if (divergence_) return 0;
  const RecordedDecision* expected = next();
  const bool fits = expected != nullptr && expected->taken < options;
  const Decision met{.kind = kind,
                     .options = options,
                     .taken = fits ? expected->taken : 0,
                     .object = object,
                     .site = site};
  return accept(names_(met)) ? met.taken : 0;
}

void ReplayStrategy::end_run(std::uint64_t) {
  if (!divergence_ && next() != nullptr) diverge("the end of the run");
}

const RecordedDecision* ReplayStrategy::next() const {
  return position_ < recording_.decisions.size() ? &recording_.decisions[position_] : nullptr;
}

bool ReplayStrategy::accept(const RecordedDecision& met) {
  const RecordedDecision* expected = next();
  if (expected == nullptr || *expected != met) {
    diverge(describe(met));
    return false;
  }
  ++position_;
  return true;
}

void ReplayStrategy::diverge(std::string met) {
  const RecordedDecision* expected = next();
  divergence_ =
      Divergence{.position = position_ + 1,
                 .expected = expected == nullptr ? "the end of the run" : describe(*expected),
                 .met = std::move(met)};
}

std::string describe(const RecordedDecision& decision) {
  std::string text = decision.kind == DecisionKind::thread
                         ? fmt::format("thread {} ({}), one of {} that can run", decision.taken,
                                       decision.thread, decision.options)
                         : fmt::format("{}: {} of {} options", to_string(decision.kind),
                                       decision.taken, decision.options);
  if (!decision.site.empty()) text += fmt::format(", at {}", decision.site);
  if (!decision.object.empty()) text += fmt::format(" of {}", decision.object);
  return text;
}

}  // namespace interleave::sim
