#include "daemon/libvirt/objects.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include <libvirt/virterror.h>

#include "daemon/libvirt/errors.h"

namespace interleave::daemon {
namespace {

static_assert(sizeof(rpc::Uuid) == VIR_UUID_BUFLEN);

std::array<unsigned char, VIR_UUID_BUFLEN> raw(const rpc::Uuid& uuid) {
  std::array<unsigned char, VIR_UUID_BUFLEN> bytes{};
  std::memcpy(bytes.data(), uuid.bytes.data(), bytes.size());
  return bytes;
}

// The uuid that `get` tells of an object.
template <auto get, class Object>
rpc::Uuid uuid_of(Object* object) {
  unsigned char bytes[VIR_UUID_BUFLEN] = {};
  rpc::Uuid uuid;
  if (get(object, bytes) == 0) std::memcpy(uuid.bytes.data(), bytes, sizeof(bytes));
  return uuid;
}

rpc::String text(const char* from) {
  return from == nullptr ? rpc::String() : rpc::String(from);
}

std::string printed(const rpc::Uuid& uuid) {
  char text[VIR_UUID_STRING_BUFLEN] = {};
  constexpr std::size_t kHyphens[] = {4, 6, 8, 10};
  char* end = text;
  for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
    if (std::ranges::count(kHyphens, i) != 0) *end++ = '-';
    constexpr char kDigits[] = "0123456789abcdef";
    const auto byte = std::to_integer<std::size_t>(uuid.bytes[i]);
    *end++ = kDigits[byte / 16];
    *end++ = kDigits[byte % 16];
  }
  return text;
}

// The error for a domain, network or pool that is gone, in the words of the drivers' own calls:
// they name what the lookup, which was not given the name, cannot. Any other error stays.
template <class Named>
rpc::Error gone(const Named& named, int code, const char* kind, bool test_goes_by_name) {
  rpc::Error error = take_last_error();
  if (error.code != code || !error.str1) return error;
  const bool by_name = test_goes_by_name && error.from == VIR_FROM_TEST;
  const std::string what = std::string("no ") + kind + " with matching " +
                           (by_name ? "name '" + named.name + "'"
                                    : "uuid '" + printed(named.uuid) + "' (" + named.name + ")");
  const std::string prefix = error.str1->substr(0, error.str1->find(':'));
  error.message = rpc::String(prefix + ": " + what);
  error.str1 = rpc::String(prefix + ": %s");
  error.str2 = rpc::String(what);
  return error;
}

// What a lookup has found, or its error.
template <class Ref>
rpc::Outcome<Ref> found(Ref object) {
  if (!object) return take_last_error();
  return object;
}

}  // namespace

DomainRef find_domain(virConnectPtr connection, const rpc::Domain& domain) {
  return find_domain(connection, domain.uuid);
}

DomainRef find_domain(virConnectPtr connection, const rpc::Uuid& uuid) {
  return DomainRef(virDomainLookupByUUID(connection, raw(uuid).data()));
}

rpc::Outcome<DomainRef> find_object(virConnectPtr connection, const rpc::Domain& named) {
  DomainRef domain = find_domain(connection, named);
  if (!domain) return gone(named, VIR_ERR_NO_DOMAIN, "domain", false);
  return domain;
}

// Releasing the domain clears the thread's error: found takes it before.
rpc::Outcome<SnapshotRef> find_object(virConnectPtr connection, const rpc::DomainSnapshot& named) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, named.domain);
  if (!domain.ok()) return domain.error();
  return found(
      SnapshotRef(virDomainSnapshotLookupByName(domain.value().get(), named.name.c_str(), 0)));
}

rpc::Outcome<CheckpointRef> find_object(virConnectPtr connection,
                                        const rpc::DomainCheckpoint& named) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, named.domain);
  if (!domain.ok()) return domain.error();
  return found(
      CheckpointRef(virDomainCheckpointLookupByName(domain.value().get(), named.name.c_str(), 0)));
}

rpc::Outcome<NetworkRef> find_object(virConnectPtr connection, const rpc::Network& named) {
  NetworkRef network(virNetworkLookupByUUID(connection, raw(named.uuid).data()));
  if (!network) return gone(named, VIR_ERR_NO_NETWORK, "network", true);
  return network;
}

rpc::Outcome<NetworkPortRef> find_object(virConnectPtr connection, const rpc::NetworkPort& named) {
  const rpc::Outcome<NetworkRef> network = find_object(connection, named.network);
  if (!network.ok()) return network.error();
  return found(
      NetworkPortRef(virNetworkPortLookupByUUID(network.value().get(), raw(named.uuid).data())));
}

rpc::Outcome<StoragePoolRef> find_object(virConnectPtr connection, const rpc::StoragePool& named) {
  StoragePoolRef pool(virStoragePoolLookupByUUID(connection, raw(named.uuid).data()));
  if (!pool) return gone(named, VIR_ERR_NO_STORAGE_POOL, "storage pool", true);
  return pool;
}

rpc::Outcome<StorageVolumeRef> find_object(virConnectPtr connection,
                                           const rpc::StorageVolume& named) {
  const StoragePoolRef pool(virStoragePoolLookupByName(connection, named.pool.c_str()));
  if (!pool) return take_last_error();
  return found(StorageVolumeRef(virStorageVolLookupByName(pool.get(), named.name.c_str())));
}

rpc::Outcome<InterfaceRef> find_object(virConnectPtr connection, const rpc::Interface& named) {
  return found(InterfaceRef(virInterfaceLookupByName(connection, named.name.c_str())));
}

rpc::Outcome<NodeDeviceRef> find_object(virConnectPtr connection, const rpc::NodeDevice& named) {
  return found(NodeDeviceRef(virNodeDeviceLookupByName(connection, named.name.c_str())));
}

rpc::Outcome<SecretRef> find_object(virConnectPtr connection, const rpc::Secret& named) {
  return found(SecretRef(virSecretLookupByUUID(connection, raw(named.uuid).data())));
}

rpc::Outcome<NetworkFilterRef> find_object(virConnectPtr connection,
                                           const rpc::NetworkFilter& named) {
  return found(NetworkFilterRef(virNWFilterLookupByUUID(connection, raw(named.uuid).data())));
}

rpc::Outcome<FilterBindingRef> find_object(virConnectPtr connection,
                                           const rpc::FilterBinding& named) {
  return found(
      FilterBindingRef(virNWFilterBindingLookupByPortDev(connection, named.port_device.c_str())));
}

rpc::Domain to_wire(virDomainPtr domain) {
  return {.name = text(virDomainGetName(domain)),
          .uuid = uuid_of<virDomainGetUUID>(domain),
          .id = static_cast<std::int32_t>(virDomainGetID(domain))};
}

rpc::DomainSnapshot to_wire(virDomainSnapshotPtr snapshot) {
  return {.name = text(virDomainSnapshotGetName(snapshot)),
          .domain = to_wire(virDomainSnapshotGetDomain(snapshot))};
}

rpc::DomainCheckpoint to_wire(virDomainCheckpointPtr checkpoint) {
  return {.name = text(virDomainCheckpointGetName(checkpoint)),
          .domain = to_wire(virDomainCheckpointGetDomain(checkpoint))};
}

rpc::Network to_wire(virNetworkPtr network) {
  return {.name = text(virNetworkGetName(network)), .uuid = uuid_of<virNetworkGetUUID>(network)};
}

rpc::NetworkPort to_wire(virNetworkPortPtr port) {
  return {.network = to_wire(virNetworkPortGetNetwork(port)),
          .uuid = uuid_of<virNetworkPortGetUUID>(port)};
}

rpc::StoragePool to_wire(virStoragePoolPtr pool) {
  return {.name = text(virStoragePoolGetName(pool)), .uuid = uuid_of<virStoragePoolGetUUID>(pool)};
}

rpc::StorageVolume to_wire(virStorageVolPtr volume) {
  const StoragePoolRef pool(virStoragePoolLookupByVolume(volume));
  return {.pool = pool ? text(virStoragePoolGetName(pool.get())) : rpc::String(),
          .name = text(virStorageVolGetName(volume)),
          .key = text(virStorageVolGetKey(volume))};
}

rpc::Interface to_wire(virInterfacePtr interface) {
  return {.name = text(virInterfaceGetName(interface)),
          .mac = text(virInterfaceGetMACString(interface))};
}

rpc::NodeDevice to_wire(virNodeDevicePtr device) {
  return {.name = text(virNodeDeviceGetName(device))};
}

rpc::Secret to_wire(virSecretPtr secret) {
  return {.uuid = uuid_of<virSecretGetUUID>(secret),
          .usage_type = virSecretGetUsageType(secret),
          .usage_id = text(virSecretGetUsageID(secret))};
}

rpc::NetworkFilter to_wire(virNWFilterPtr filter) {
  return {.name = text(virNWFilterGetName(filter)), .uuid = uuid_of<virNWFilterGetUUID>(filter)};
}

rpc::FilterBinding to_wire(virNWFilterBindingPtr binding) {
  return {.port_device = text(virNWFilterBindingGetPortDev(binding)),
          .filter_name = text(virNWFilterBindingGetFilterName(binding))};
}

}  // namespace interleave::daemon
