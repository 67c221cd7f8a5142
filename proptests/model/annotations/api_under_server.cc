// Must not compile. T10: no API call under the server lock.
// Expected: cannot call function 'call' while rank 'server_rank' is held
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void call(Server& server, daemon::Session& session, const rpc::Message& request) {
  ServerLock lock(server.mutex);
  session.call(request);
}

}  // namespace interleave::testing
