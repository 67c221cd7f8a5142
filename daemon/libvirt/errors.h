// libvirt's errors, as values of the wire.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_ERRORS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_ERRORS_H_

#include "daemon/rpc/types.h"

namespace interleave::daemon {

// The error of the libvirt call that has just failed on this thread, with all its fields; the
// thread has none afterwards. Errors belong to threads: call it before anything else calls libvirt
// there, the release of an object included.
rpc::Error take_last_error();

// "hypervisor connection not open": what a call before OPEN gets.
rpc::Error not_open_error();

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_ERRORS_H_
