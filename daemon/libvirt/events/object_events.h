// The events of networks, storage pools, node devices and secrets.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_EVENTS_OBJECT_EVENTS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_EVENTS_OBJECT_EVENTS_H_

#include <cstdint>

#include <libvirt/libvirt.h>

namespace interleave::daemon {

// What libvirt is to call for an event of the kind's own enumeration, with a lent EventSource. Null
// where there is no such event.
virConnectNetworkEventGenericCallback network_event_callback(std::int32_t event);
virConnectStoragePoolEventGenericCallback storage_pool_event_callback(std::int32_t event);
virConnectNodeDeviceEventGenericCallback node_device_event_callback(std::int32_t event);
virConnectSecretEventGenericCallback secret_event_callback(std::int32_t event);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_EVENTS_OBJECT_EVENTS_H_
