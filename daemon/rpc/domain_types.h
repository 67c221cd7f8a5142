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

struct ListAllDomainsResult {
  List<Domain> domains;  // empty where no results were needed
  std::uint32_t count = 0;
};

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

struct DomainSetAutostartArgs {
  Domain domain;
  std::int32_t autostart = 0;
};

// The label's characters with their terminating zero, one word each.
struct SecurityLabelResult {
  List<std::int8_t, kSecurityLabelLimit> label;
  std::int32_t enforcing = 0;
};

struct DomainGetMetadataArgs {
  Domain domain;
  std::int32_t type = 0;  // virDomainMetadataType
  std::optional<String> uri;
  std::uint32_t flags = 0;
};

struct DomainListSnapshotsArgs {
  Domain domain;
  std::int32_t need_results = 0;
  std::uint32_t flags = 0;
};

struct DomainListSnapshotsResult {
  List<DomainSnapshot> snapshots;
  std::int32_t count = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_DOMAIN_TYPES_H_
