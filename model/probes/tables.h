// The probes, by what they are about; all_probes() has them together.
#ifndef INTERLEAVE_MODEL_PROBES_TABLES_H_
#define INTERLEAVE_MODEL_PROBES_TABLES_H_

#include <span>

#include "model/probes/probe.h"

namespace interleave::probes {

std::span<const Probe> lock_probes();
std::span<const Probe> worker_probes();
std::span<const Probe> call_probes();
std::span<const Probe> loop_probes();
std::span<const Probe> network_probes();
std::span<const Probe> time_probes();
std::span<const Probe> control_probes();

}  // namespace interleave::probes

#endif  // INTERLEAVE_MODEL_PROBES_TABLES_H_
