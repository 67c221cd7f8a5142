// Must not compile. A guarded member without its lock.
// Expected: requires holding mutex 'client.mutex'
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void count(Server& server, Client& client) {
  ServerLock lock(server.mutex);
  ++client.requests;
}

}  // namespace interleave::testing
