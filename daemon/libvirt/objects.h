// libvirt's objects and their shape on the wire.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_OBJECTS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_OBJECTS_H_

#include <libvirt/libvirt.h>

#include "daemon/libvirt/refs.h"
#include "daemon/rpc/outcome.h"
#include "daemon/rpc/types.h"

namespace interleave::daemon {

// The domain that a client names. Its uuid counts, whatever name comes with it; the public API can
// make an object of it by a lookup only, so a domain that is gone gives the lookup's error. Null
// with the thread's last error set.
DomainRef find_domain(virConnectPtr connection, const rpc::Domain& domain);
DomainRef find_domain(virConnectPtr connection, const rpc::Uuid& uuid);

// The object that a client names, of any kind, or the lookup's error, worded as drivers do for a
// domain, a network or a pool that is gone. What counts is what libvirt's
// drivers go by: the uuid of domains, networks, pools, secrets and filters; the name of interfaces,
// devices, snapshots and checkpoints; pool and name of a volume; a binding's port.
rpc::Outcome<DomainRef> find_object(virConnectPtr connection, const rpc::Domain& named);
rpc::Outcome<SnapshotRef> find_object(virConnectPtr connection, const rpc::DomainSnapshot& named);
rpc::Outcome<CheckpointRef> find_object(virConnectPtr connection,
                                        const rpc::DomainCheckpoint& named);
rpc::Outcome<NetworkRef> find_object(virConnectPtr connection, const rpc::Network& named);
rpc::Outcome<NetworkPortRef> find_object(virConnectPtr connection, const rpc::NetworkPort& named);
rpc::Outcome<StoragePoolRef> find_object(virConnectPtr connection, const rpc::StoragePool& named);
rpc::Outcome<StorageVolumeRef> find_object(virConnectPtr connection,
                                           const rpc::StorageVolume& named);
rpc::Outcome<InterfaceRef> find_object(virConnectPtr connection, const rpc::Interface& named);
rpc::Outcome<NodeDeviceRef> find_object(virConnectPtr connection, const rpc::NodeDevice& named);
rpc::Outcome<SecretRef> find_object(virConnectPtr connection, const rpc::Secret& named);
rpc::Outcome<NetworkFilterRef> find_object(virConnectPtr connection,
                                           const rpc::NetworkFilter& named);
rpc::Outcome<FilterBindingRef> find_object(virConnectPtr connection,
                                           const rpc::FilterBinding& named);

// The object must not be null.
rpc::Domain to_wire(virDomainPtr domain);
rpc::DomainSnapshot to_wire(virDomainSnapshotPtr snapshot);
rpc::DomainCheckpoint to_wire(virDomainCheckpointPtr checkpoint);
rpc::Network to_wire(virNetworkPtr network);
rpc::NetworkPort to_wire(virNetworkPortPtr port);
rpc::StoragePool to_wire(virStoragePoolPtr pool);
rpc::StorageVolume to_wire(virStorageVolPtr volume);
rpc::Interface to_wire(virInterfacePtr interface);
rpc::NodeDevice to_wire(virNodeDevicePtr device);
rpc::Secret to_wire(virSecretPtr secret);
rpc::NetworkFilter to_wire(virNWFilterPtr filter);
rpc::FilterBinding to_wire(virNWFilterBindingPtr binding);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_OBJECTS_H_
