#include "sim/shrink/few_switches.h"

#include "sim/strategies/non_preemptive.h"

namespace interleave::sim {
namespace {

constexpr std::uint32_t kPreempts = 65'536 / 16;

}  // namespace

std::uint32_t FewSwitches::pick_thread(const Choice& choice) {
  if (goes_on(choice) && !random_.chance(kPreempts)) return choice.current;
  return choice.ready->nth(random_.below(choice.options));
}

std::uint32_t FewSwitches::pick(DecisionKind kind, std::uint32_t options, ObjectId,
                                const char* site) {
  const std::uint32_t ratio = faults_.ratio(kind, site);
  if (!random_.chance(ratio / 2)) return 0;
  return options == 2 ? 1 : 1 + random_.below(options - 1);
}

}  // namespace interleave::sim
