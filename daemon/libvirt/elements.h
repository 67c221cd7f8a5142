// Whose what libvirt returns is: the owner of each kind of element, and their shape on the wire.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_ELEMENTS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_ELEMENTS_H_

#include <libvirt/libvirt.h>

#include "daemon/libvirt/objects.h"
#include "daemon/libvirt/refs.h"
#include "daemon/rpc/domain_types.h"
#include "daemon/rpc/network_types.h"
#include "daemon/rpc/types.h"

namespace interleave::daemon {

using LeaseRef = std::unique_ptr<virNetworkDHCPLease, Releaser<virNetworkDHCPLeaseFree>>;
using FileSystemRef = std::unique_ptr<virDomainFSInfo, Releaser<virDomainFSInfoFree>>;
using IoThreadRef = std::unique_ptr<virDomainIOThreadInfo, Releaser<virDomainIOThreadInfoFree>>;
using DomainInterfaceRef = std::unique_ptr<virDomainInterface, Releaser<virDomainInterfaceFree>>;

// Takes what a function of libvirt's has returned or put into an array.
inline OwnedText owned(char* text) {
  return OwnedText(text);
}
inline DomainRef owned(virDomainPtr object) {
  return DomainRef(object);
}
inline SnapshotRef owned(virDomainSnapshotPtr object) {
  return SnapshotRef(object);
}
inline CheckpointRef owned(virDomainCheckpointPtr object) {
  return CheckpointRef(object);
}
inline NetworkRef owned(virNetworkPtr object) {
  return NetworkRef(object);
}
inline NetworkPortRef owned(virNetworkPortPtr object) {
  return NetworkPortRef(object);
}
inline StoragePoolRef owned(virStoragePoolPtr object) {
  return StoragePoolRef(object);
}
inline StorageVolumeRef owned(virStorageVolPtr object) {
  return StorageVolumeRef(object);
}
inline InterfaceRef owned(virInterfacePtr object) {
  return InterfaceRef(object);
}
inline NodeDeviceRef owned(virNodeDevicePtr object) {
  return NodeDeviceRef(object);
}
inline SecretRef owned(virSecretPtr object) {
  return SecretRef(object);
}
inline NetworkFilterRef owned(virNWFilterPtr object) {
  return NetworkFilterRef(object);
}
inline FilterBindingRef owned(virNWFilterBindingPtr object) {
  return FilterBindingRef(object);
}
inline LeaseRef owned(virNetworkDHCPLeasePtr lease) {
  return LeaseRef(lease);
}
inline FileSystemRef owned(virDomainFSInfoPtr file_system) {
  return FileSystemRef(file_system);
}
inline IoThreadRef owned(virDomainIOThreadInfoPtr thread) {
  return IoThreadRef(thread);
}
inline DomainInterfaceRef owned(virDomainInterfacePtr interface) {
  return DomainInterfaceRef(interface);
}

// The element must not be null.
rpc::String to_wire(const char* text);
rpc::DhcpLease to_wire(virNetworkDHCPLeasePtr lease);
rpc::FileSystem to_wire(virDomainFSInfoPtr file_system);
rpc::IoThread to_wire(virDomainIOThreadInfoPtr thread);
rpc::DomainInterface to_wire(virDomainInterfacePtr interface);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_ELEMENTS_H_
