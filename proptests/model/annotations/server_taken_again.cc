// Must not compile. T5: the server lock that was dropped is not taken again under the client's.
// Expected: must be acquired before
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void again(Server& server, Client& client) {
  ServerLock server_lock(server.mutex);
  ClientLock client_lock(client.mutex, ServerHeld());
  server_lock.unlock();
  ServerLock second(server.mutex);
}

}  // namespace interleave::testing
