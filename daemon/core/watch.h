// What a user of the event loop registers.
#ifndef INTERLEAVE_DAEMON_CORE_WATCH_H_
#define INTERLEAVE_DAEMON_CORE_WATCH_H_

#include <functional>

#include "model/seam/handle.h"

namespace interleave::daemon {

// A handle's or a timer's registration: above 0, never used twice by one loop.
using WatchId = int;

using HandleCallback = std::function<void(WatchId, Readiness)>;
using TimerCallback = std::function<void(WatchId)>;
using FreeCallback = std::function<void()>;

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_WATCH_H_
