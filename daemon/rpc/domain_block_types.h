// Arguments and results of the procedures about the disks of domains.
#ifndef INTERLEAVE_DAEMON_RPC_DOMAIN_BLOCK_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_DOMAIN_BLOCK_TYPES_H_

#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

struct BlockPeekArgs {
  Domain domain;
  String path;
  std::uint64_t offset = 0;  // bytes
  std::uint32_t size = 0;
  std::uint32_t flags = 0;
};
struct MemoryPeekArgs {
  Domain domain;
  std::uint64_t offset = 0;  // bytes
  std::uint32_t size = 0;
  std::uint32_t flags = 0;
};
struct PeekResult {
  Opaque<kPeekLimit> bytes;
};

// Bytes.
struct BlockInfoResult {
  std::uint64_t allocation = 0;
  std::uint64_t capacity = 0;
  std::uint64_t physical = 0;
};

// A size, a threshold, or the bandwidth of a job.
struct DiskAmountArgs {
  Domain domain;
  String disk;
  std::uint64_t amount = 0;
  std::uint32_t flags = 0;
};

struct BlockJobInfoResult {
  std::int32_t found = 0;
  std::int32_t type = 0;  // virDomainBlockJobType
  std::uint64_t bandwidth = 0;
  std::uint64_t current = 0;
  std::uint64_t end = 0;
};
struct BlockRebaseArgs {
  Domain domain;
  String disk;
  std::optional<String> base;
  std::uint64_t bandwidth = 0;
  std::uint32_t flags = 0;
};
struct BlockCommitArgs {
  Domain domain;
  String disk;
  std::optional<String> base;
  std::optional<String> top;
  std::uint64_t bandwidth = 0;
  std::uint32_t flags = 0;
};
struct BlockCopyArgs {
  Domain domain;
  String disk;
  String destination_xml;
  List<TypedParameter, kTuningLimit> parameters;
  std::uint32_t flags = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_DOMAIN_BLOCK_TYPES_H_
