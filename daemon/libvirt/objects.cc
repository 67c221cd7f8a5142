#include "daemon/libvirt/objects.h"

#include <cstring>

namespace interleave::daemon {

static_assert(sizeof(rpc::Uuid) == VIR_UUID_BUFLEN);

DomainRef find_domain(virConnectPtr connection, const rpc::Domain& domain) {
  return find_domain(connection, domain.uuid);
}

DomainRef find_domain(virConnectPtr connection, const rpc::Uuid& uuid) {
  unsigned char bytes[VIR_UUID_BUFLEN];
  std::memcpy(bytes, uuid.bytes.data(), sizeof(bytes));
  return DomainRef(virDomainLookupByUUID(connection, bytes));
}

rpc::Domain to_wire(virDomainPtr domain) {
  rpc::Domain wire;
  wire.name = rpc::String(virDomainGetName(domain));
  unsigned char bytes[VIR_UUID_BUFLEN];
  if (virDomainGetUUID(domain, bytes) == 0) {
    std::memcpy(wire.uuid.bytes.data(), bytes, sizeof(bytes));
  }
  wire.id = static_cast<std::int32_t>(virDomainGetID(domain));
  return wire;
}

rpc::DomainSnapshot to_wire(virDomainSnapshotPtr snapshot, const rpc::Domain& domain) {
  return {.name = rpc::String(virDomainSnapshotGetName(snapshot)), .domain = domain};
}

}  // namespace interleave::daemon
