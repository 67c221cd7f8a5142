// Must not compile. T6: the loop's lock is a leaf.
// Expected: must be acquired before
#include "proptests/model/annotations/setting.h"

namespace interleave::testing {

void under_the_leaf(Server& server, Loop& loop) {
  LoopLock loop_lock(loop.mutex);
  ServerLock server_lock(server.mutex);
}

}  // namespace interleave::testing
