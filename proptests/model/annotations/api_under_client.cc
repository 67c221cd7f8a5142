// Must not compile. T10: no API call under a client lock.
// Expected: cannot call function 'close' while rank 'client_rank' is held
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void close(Server& server, Client& client, daemon::Session& session) {
  ServerLock server_lock(server.mutex);
  ClientLock client_lock(client.mutex, ServerHeld());
  server_lock.unlock();
  session.close();
}

}  // namespace interleave::testing
