// Arguments and results of the procedures that measure domains.
#ifndef INTERLEAVE_DAEMON_RPC_DOMAIN_STATS_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_DOMAIN_STATS_TYPES_H_

#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

struct BlockStatsResult {
  std::int64_t read_requests = 0;
  std::int64_t read_bytes = 0;
  std::int64_t write_requests = 0;
  std::int64_t write_bytes = 0;
  std::int64_t errors = 0;
};

struct InterfaceStatsResult {
  std::int64_t received_bytes = 0;
  std::int64_t received_packets = 0;
  std::int64_t received_errors = 0;
  std::int64_t received_drops = 0;
  std::int64_t sent_bytes = 0;
  std::int64_t sent_packets = 0;
  std::int64_t sent_errors = 0;
  std::int64_t sent_drops = 0;
};

struct MemoryStatsArgs {
  Domain domain;
  std::uint32_t most = 0;
  std::uint32_t flags = 0;
};
struct MemoryStat {
  std::int32_t tag = 0;  // virDomainMemoryStatTags
  std::uint64_t value = 0;
};
struct MemoryStatsResult {
  List<MemoryStat, kMemoryStatLimit> stats;
};

struct CpuStatsArgs {
  Domain domain;
  std::uint32_t parameters = 0;  // of each cpu
  std::int32_t first_cpu = 0;    // -1: all cpus together
  std::uint32_t cpus = 0;
  std::uint32_t flags = 0;
};
using CpuStatsResult = CountedParametersResult<kDomainCpuStatLimit>;

struct DiskErrorsArgs {
  Domain domain;
  std::uint32_t most = 0;
  std::uint32_t flags = 0;
};
struct DiskError {
  String disk;
  std::int32_t error = 0;  // virDomainDiskErrorCode
};
struct DiskErrorsResult {
  List<DiskError, kDiskErrorLimit> errors;
  std::int32_t count = 0;
};

struct AllDomainStatsArgs {
  List<Domain> domains;     // empty: all of the connection
  std::uint32_t stats = 0;  // virDomainStatsTypes
  std::uint32_t flags = 0;
};
struct DomainStats {
  Domain domain;
  List<TypedParameter, kAllStatsLimit> parameters;
};
struct AllDomainStatsResult {
  List<DomainStats> records;
};

struct JobInfoResult {
  std::int32_t type = 0;           // virDomainJobType
  std::uint64_t time_elapsed = 0;  // milliseconds
  std::uint64_t time_remaining = 0;
  std::uint64_t data_total = 0;  // bytes, as all that follow
  std::uint64_t data_processed = 0;
  std::uint64_t data_remaining = 0;
  std::uint64_t memory_total = 0;
  std::uint64_t memory_processed = 0;
  std::uint64_t memory_remaining = 0;
  std::uint64_t file_total = 0;
  std::uint64_t file_processed = 0;
  std::uint64_t file_remaining = 0;
};
struct JobStatsResult {
  std::int32_t type = 0;
  List<TypedParameter, kManyParametersLimit> parameters;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_DOMAIN_STATS_TYPES_H_
