// Arguments and results of the procedures about domains.
#ifndef INTERLEAVE_DAEMON_RPC_DOMAIN_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_DOMAIN_TYPES_H_

#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

struct DomainLookupByIdArgs {
  std::int32_t id = 0;
};

struct ListDomainsResult {
  List<std::int32_t> ids;
};

using ListAllDomainsResult = ListAllResult<Domain>;

struct DomainGetInfoResult {
  std::uint8_t state = 0;        // virDomainState
  std::uint64_t max_memory = 0;  // KiB
  std::uint64_t memory = 0;      // KiB
  std::uint16_t vcpus = 0;
  std::uint64_t cpu_time = 0;  // nanoseconds
};

struct DomainGetStateResult {
  std::int32_t state = 0;   // virDomainState
  std::int32_t reason = 0;  // of the enumeration that belongs to the state
};

struct DomainControlInfoResult {
  std::uint32_t state = 0;  // virDomainControlState
  std::uint32_t details = 0;
  std::uint64_t state_time = 0;  // milliseconds
};

using DomainSetAutostartArgs = ObjectNumberArgs<Domain>;

// The label's characters with their terminating zero, one word each.
struct SecurityLabelResult {
  List<std::int8_t, kSecurityLabelLimit> label;
  std::int32_t enforcing = 0;
};

struct SecurityLabelsResult {
  List<SecurityLabelResult, kSecurityLabelListLimit> labels;
  std::int32_t count = 0;
};

struct DomainGetMetadataArgs {
  Domain domain;
  std::int32_t type = 0;  // virDomainMetadataType
  std::optional<String> uri;
  std::uint32_t flags = 0;
};

struct DomainSetMetadataArgs {
  Domain domain;
  std::int32_t type = 0;
  std::optional<String> metadata;
  std::optional<String> key;
  std::optional<String> uri;
  std::uint32_t flags = 0;
};

using DomainListSnapshotsArgs = ObjectListAllArgs<Domain>;
using DomainListSnapshotsResult = ListAllResult<DomainSnapshot>;

// A file system as the guest's agent sees it.
struct FileSystem {
  String mount_point;
  String name;
  String type;
  List<String, kFileSystemDiskLimit> device_aliases;

  bool operator==(const FileSystem&) const = default;
};

struct IoThread {
  std::uint32_t id = 0;
  Opaque<kCpuMapLimit> cpu_map;

  bool operator==(const IoThread&) const = default;
};

struct IpAddress {
  std::int32_t type = 0;  // virIPAddrType
  String address;
  std::uint32_t prefix = 0;

  bool operator==(const IpAddress&) const = default;
};

struct DomainInterface {
  String name;
  std::optional<String> hardware_address;
  List<IpAddress, kAddressLimit> addresses;

  bool operator==(const DomainInterface&) const = default;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_DOMAIN_TYPES_H_
