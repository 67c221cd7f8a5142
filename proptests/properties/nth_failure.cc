#include "proptests/properties/nth_failure.h"

namespace interleave::proptests {
namespace {

bool is_about_faults(sim::DecisionKind kind) {
  return kind != sim::DecisionKind::waiter && kind != sim::DecisionKind::draw &&
         kind != sim::DecisionKind::thread;
}

}  // namespace

sim::Faults NthFailure::faults() const {
  sim::Faults faults;
  faults[failure_.fault] = {.ratio = 1, .most = 1};
  return faults;
}

void NthFailure::begin_run(std::uint64_t seed) {
  met_ = 0;
  walks_ = seed != 0;
  walk_.begin_run(seed);
}

std::uint32_t NthFailure::pick_thread(const sim::Choice& choice) {
  return walks_ ? walk_.pick_thread(choice) : straight_.pick_thread(choice);
}

// Only the failure's own decisions are asked for, since no other fault exists. Of bytes it takes
// the least.
std::uint32_t NthFailure::pick(sim::DecisionKind kind, std::uint32_t options, ObjectId object,
                               const char* site) {
  if (!is_about_faults(kind)) return walks_ ? walk_.pick(kind, options, object, site) : 0;
  if (!failure_.site.empty() && failure_.site != site) return 0;
  return met_++ == n_ ? 1 : 0;
}

}  // namespace interleave::proptests
