// Must not compile. T5: the server lock is held at the moment a client lock is acquired.
// Expected: requires holding rank 'server_rank'
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void alone(Client& client) {
  ClientLock lock(client.mutex, ServerHeld());
}

}  // namespace interleave::testing
