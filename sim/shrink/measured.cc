#include "sim/shrink/measured.h"

#include "sim/strategies/non_preemptive.h"

namespace interleave::sim {

void Measured::begin_run(std::uint64_t seed) {
  positions_.begin_run();
  plan_.segments.clear();
  plan_.deviations.clear();
  simplicity_ = {};
  by_default_ = 0;
  preempted_ = false;
  inner_.begin_run(seed);
}

std::uint32_t Measured::pick_thread(const Choice& choice) {
  const std::uint32_t taken = inner_.pick_thread(choice);
  const std::uint32_t fallback = default_thread(choice);
  by_default_ = positions_.key(fallback);
  const bool deviates = taken != fallback;
  preempted_ = deviates && goes_on(choice);
  ++simplicity_.decisions;
  if (preempted_) {
    ++simplicity_.preemptions;
    simplicity_.weight += plan_.segments.back().points;
  } else if (deviates) {
    ++simplicity_.switches;
  }
  // Gave way, and goes on all the same: the stretch ends here, and so the next one has its count.
  if (deviates && taken == choice.current && !plan_.segments.empty()) {
    plan_.segments.push_back({positions_.key(taken), 0, false, by_default_});
  }
  return taken;
}

std::uint32_t Measured::pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                             const char* site) {
  const std::uint32_t taken = inner_.pick(kind, options, object, site);
  const Place place = positions_.ask(kind, site);
  ++simplicity_.decisions;
  if (taken != 0) {
    count(kind, taken);
    plan_.deviations.push_back({place, kind, taken});
  }
  return taken;
}

void Measured::count(DecisionKind kind, std::uint32_t taken) {
  switch (kind) {
    case DecisionKind::time:
      ++simplicity_.early_times;
      break;
    case DecisionKind::spurious:
    case DecisionKind::would_block:
    case DecisionKind::fault:
      ++simplicity_.faults;
      break;
    default:
      ++simplicity_.choices;
      simplicity_.weight += taken;
      break;
  }
}

void Measured::thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) {
  positions_.thread_made(thread, key);
  inner_.thread_made(thread, parent, key);
}

void Measured::on_operation(std::uint32_t thread, const PendingOperation& operation) {
  positions_.passed(thread);
  const std::uint64_t key = positions_.key(thread);
  if (plan_.segments.empty() || plan_.segments.back().thread != key) {
    if (!plan_.segments.empty()) plan_.segments.back().preempted = preempted_;
    plan_.segments.push_back({key, 0, false, by_default_ != 0 ? by_default_ : key});
  }
  by_default_ = 0;
  preempted_ = false;
  ++plan_.segments.back().points;
  inner_.on_operation(thread, operation);
}

}  // namespace interleave::sim
