// Must not compile. A function that returns with a lock held.
// Expected: is still held at the end of function
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void leave(Server& server) {
  server.mutex.lock();
}

}  // namespace interleave::testing
