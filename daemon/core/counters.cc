#include "daemon/core/counters.h"

#include "daemon/core/statistics.h"

namespace interleave::daemon {
namespace {

template <class Count, class Into>
void fill(const Count& count, Into& into) {
  for (std::size_t i = 0; i < into.size(); ++i) into[i] = count.at(i);
}

}  // namespace

void Counters::report(Statistics& statistics) const {
  statistics.clients_accepted = clients;
  statistics.unauthenticated = anonymous;
  statistics.accepted = accepted;
  statistics.answered = answered;
  fill(refused, statistics.refused);
  fill(dropped, statistics.dropped);
  statistics.in_flight = statistics.accepted - statistics.answered - refused - dropped;
  statistics.posted = posted;
  statistics.delivered = delivered;
  statistics.discarded = discarded;
}

}  // namespace interleave::daemon
