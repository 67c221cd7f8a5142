// Must not compile. T4: the server lock is acquired before any other.
// Expected: must be acquired before
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void inverted(Server& server) IL_REQUIRES(client_rank) {
  ServerLock lock(server.mutex);
}

}  // namespace interleave::testing
