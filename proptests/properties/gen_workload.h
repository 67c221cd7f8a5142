// Workloads for RapidCheck: any clients, any limits, any end.
#ifndef INTERLEAVE_PROPTESTS_PROPERTIES_GEN_WORKLOAD_H_
#define INTERLEAVE_PROPTESTS_PROPERTIES_GEN_WORKLOAD_H_

#include <rapidcheck.h>

#include "proptests/scenarios/workload.h"

namespace interleave::proptests {

// Up to three clients with up to five actions each. Streams, log-ins (with a security layer or
// not) and the daemon's keepalive are there in half of them, each by itself. Shrinks to fewer
// clients, fewer actions, the default limits, and none of these.
rc::Gen<Workload> gen_workload();

// How RapidCheck prints a counterexample: the text that `interleave` reads.
void showValue(const Workload& workload, std::ostream& out);  // NOLINT: RapidCheck's name

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_PROPERTIES_GEN_WORKLOAD_H_
