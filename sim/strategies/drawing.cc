#include "sim/strategies/drawing.h"

namespace interleave::sim {

std::uint32_t Drawing::pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                            const char* site) {
  static_cast<void>(object);
  const std::uint32_t ratio = faults_.ratio(kind, site);
  if (ratio == Faults::kAlways) return random_.below(options);
  if (!random_.chance(ratio)) return 0;
  return options == 2 ? 1 : 1 + random_.below(options - 1);
}

}  // namespace interleave::sim
