// The event loop as libvirt's own: what drivers in this process watch and time runs on our loop
// thread.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_EVENT_BRIDGE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_EVENT_BRIDGE_H_

#include "daemon/core/event_loop.h"

namespace interleave::daemon {

// libvirt's event implementation (virEventRegisterImpl) is a set of C functions without a context,
// so this is the one place with process-wide state: a pointer to the loop. At most one bridge
// exists at a time. libvirt keeps the functions for ever; while no bridge exists they refuse.
//
// The drivers' watches follow EventLoop's contract: any thread may add, update and remove, with any
// lock held. What libvirt closes right after removing it is watched through a duplicate of the
// descriptor, which is closed when the loop frees the watch: the descriptor's number may be in use
// again by then.
class EventBridge {
 public:
  // Made by the process leader, before libvirt's first connection is opened; `loop` outlives it.
  explicit EventBridge(EventLoop& loop);
  EventBridge(const EventBridge&) = delete;
  EventBridge& operator=(const EventBridge&) = delete;
  // All connections have been closed, and no thread calls libvirt.
  ~EventBridge();
};

// The conditions of libvirt's virEventHandleType as interest in the loop's terms.
Readiness interest_of(int vir_events);
// What to tell libvirt when the loop says `what` of `descriptor`. A
// hang-up and an error are one condition in the loop and two in libvirt: the system is asked which.
int vir_events_of(Readiness what, int descriptor);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_EVENT_BRIDGE_H_
