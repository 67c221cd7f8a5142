// libvirt's objects and their shape on the wire.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_OBJECTS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_OBJECTS_H_

#include <libvirt/libvirt.h>

#include "daemon/libvirt/refs.h"
#include "daemon/rpc/types.h"

namespace interleave::daemon {

// The domain that a client names. Its uuid counts, whatever name comes with it; the public API can
// make an object of it by a lookup only, so a domain that is gone gives the lookup's error. Null
// with the thread's last error set.
DomainRef find_domain(virConnectPtr connection, const rpc::Domain& domain);
DomainRef find_domain(virConnectPtr connection, const rpc::Uuid& uuid);

// The object must not be null.
rpc::Domain to_wire(virDomainPtr domain);
rpc::DomainSnapshot to_wire(virDomainSnapshotPtr snapshot, const rpc::Domain& domain);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_OBJECTS_H_
