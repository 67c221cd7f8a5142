#include "sim/strategies/dpor/exhaustive.h"

namespace interleave::sim {

const RunResult& Exhaustive::run() {
  const RunResult& result = simulation_.run(scenario_, strategy_, options_.seed, options_.run);
  if (!strategy_.last_was_partial()) traces_.insert(result.trace);
  return result;
}

}  // namespace interleave::sim
