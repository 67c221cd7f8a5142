#include "sim/replay/tolerant_strategy.h"

#include <algorithm>

#include "sim/strategies/non_preemptive.h"

namespace interleave::sim {
namespace {

// How far ahead a decision may be that answers a question: code that has gone is seldom more.
constexpr std::size_t kAhead = 64;
// A decision that does not answer so many questions in a row is given up.
constexpr std::size_t kPatience = 32;

bool answers(const RecordedDecision& recorded, const RecordedDecision& met) {
  return recorded.kind == met.kind && recorded.site == met.site && recorded.object == met.object &&
         recorded.taken < met.options;
}

}  // namespace

void TolerantStrategy::begin_run(std::uint64_t) {
  names_.forget();
  position_ = 0;
  missed_ = 0;
  match_ = {.matched = 0,
            .recorded = recording_.decisions.size(),
            .unrecorded = 0,
            .first_misfit = std::nullopt};
}

std::uint32_t TolerantStrategy::thread_for(const RecordedDecision& recorded, const Choice& choice) {
  if (recorded.kind != DecisionKind::thread) return 0;
  for (std::uint32_t i = choice.ready->first(); i != 0; i = choice.ready->next(i)) {
    if (names_.thread(i) != recorded.thread) continue;
    const PendingOperation& operation = choice.pending[i];
    const bool same_object = operation.object == kNoObject
                                 ? recorded.object.empty()
                                 : names_.object(operation.object) == recorded.object;
    return same_object && recorded.site == to_string(operation.kind) ? i : 0;
  }
  return 0;
}

std::uint32_t TolerantStrategy::pick_thread(const Choice& choice) {
  const std::vector<RecordedDecision>& decisions = recording_.decisions;
  const std::uint32_t fallback = default_thread(choice);
  const std::size_t end = std::min(decisions.size(), position_ + kAhead);
  for (std::size_t at = position_; at < end; ++at) {
    const std::uint32_t next = thread_for(decisions[at], choice);
    // Further ahead, a thread that simply goes on says that the run is there; a switch does not.
    if (next == 0 || (at != position_ && next != fallback)) continue;
    take(at);
    return next;
  }
  const PendingOperation& operation = choice.pending[fallback];
  miss(names_({.kind = DecisionKind::thread,
               .options = choice.options,
               .taken = fallback,
               .object = operation.object,
               .site = to_string(operation.kind)}));
  return fallback;
}

std::uint32_t TolerantStrategy::pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                                     const char* site) {
  const std::vector<RecordedDecision>& decisions = recording_.decisions;
  const RecordedDecision met =
      names_({.kind = kind, .options = options, .taken = 0, .object = object, .site = site});
  const std::size_t end = std::min(decisions.size(), position_ + kAhead);
  for (std::size_t at = position_; at < end; ++at) {
    if (!answers(decisions[at], met)) continue;
    take(at);
    return decisions[at].taken;
  }
  miss(met);
  return 0;
}

void TolerantStrategy::end_run(std::uint64_t) {
  if (match_.first_misfit || position_ == recording_.decisions.size()) return;
  match_.first_misfit = Divergence{.position = position_ + 1,
                                   .expected = describe(recording_.decisions[position_]),
                                   .met = "the end of the run"};
}

// What was skipped is the first misfit, unless one was found before.
void TolerantStrategy::take(std::size_t position) {
  if (position != position_ && !match_.first_misfit) {
    match_.first_misfit = Divergence{.position = position_ + 1,
                                     .expected = describe(recording_.decisions[position_]),
                                     .met = describe(recording_.decisions[position])};
  }
  position_ = position + 1;
  missed_ = 0;
  ++match_.matched;
}

void TolerantStrategy::miss(const RecordedDecision& met) {
  ++match_.unrecorded;
  const bool over = position_ == recording_.decisions.size();
  if (!match_.first_misfit) {
    match_.first_misfit = Divergence{
        .position = position_ + 1,
        .expected = over ? "the end of the run" : describe(recording_.decisions[position_]),
        .met = describe(met)};
  }
  if (!over && ++missed_ > kPatience) {
    ++position_;
    missed_ = 0;
  }
}

}  // namespace interleave::sim
