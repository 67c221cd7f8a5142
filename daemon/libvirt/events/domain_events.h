// The events of domains.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_EVENTS_DOMAIN_EVENTS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_EVENTS_DOMAIN_EVENTS_H_

#include <cstdint>

#include <libvirt/libvirt.h>

namespace interleave::daemon {

// What libvirt is to call for an event of virDomainEventID, with a lent EventSource. Null where
// there is no such event, or it is not told in the old style and that is what is asked for.
virConnectDomainEventGenericCallback domain_event_callback(std::int32_t event, bool old_style);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_EVENTS_DOMAIN_EVENTS_H_
