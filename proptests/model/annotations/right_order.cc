// Compiles: server, client, loop in order; the API with no lock.
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void in_order(Server& server, Client& client, Loop& loop, daemon::Session& session,
              const rpc::Message& request) {
  {
    ServerLock server_lock(server.mutex);
    ++server.clients;
    ClientLock client_lock(client.mutex, ServerHeld());
    server_lock.unlock();
    ++client.requests;
    LoopLock loop_lock(loop.mutex);
  }
  session.call(request);
}

}  // namespace interleave::testing
