// What is simpler than a workload: for shrinking.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_SIMPLER_WORKLOAD_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_SIMPLER_WORKLOAD_H_

#include <cstdint>
#include <vector>

#include "proptests/scenarios/workload.h"

namespace interleave::proptests {

// Clients before actions, actions before limits and behaviours.
std::uint64_t size_of(const Workload& workload);

// Workloads of a smaller size with one cut each (a client, an action, a setting back to its
// default, a simpler behaviour) or with many at once, the smallest first. A correct daemon serves
// each of them: a client that is not to wait for a stuck call does not wait for it in them either.
std::vector<Workload> simpler_workloads(const Workload& workload);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_SIMPLER_WORKLOAD_H_
