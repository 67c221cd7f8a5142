// Must not compile. Two locks of one rank are never held by one thread.
// Expected: acquiring rank 'client_rank' that is already held
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void both(Server& server, Client& one, Client& two) {
  ServerLock server_lock(server.mutex);
  ClientLock first(one.mutex, ServerHeld());
  ClientLock second(two.mutex, ServerHeld());
}

}  // namespace interleave::testing
