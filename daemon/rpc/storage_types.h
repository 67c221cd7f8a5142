// Arguments and results of the procedures about storage pools, volumes and secrets.
#ifndef INTERLEAVE_DAEMON_RPC_STORAGE_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_STORAGE_TYPES_H_

#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

struct FindPoolSourcesArgs {
  String type;
  std::optional<String> source_xml;
  std::uint32_t flags = 0;
};

// Bytes.
struct PoolInfoResult {
  std::uint8_t state = 0;  // virStoragePoolState
  std::uint64_t capacity = 0;
  std::uint64_t allocation = 0;
  std::uint64_t available = 0;
};

// Bytes.
struct VolumeInfoResult {
  std::int8_t type = 0;  // virStorageVolType
  std::uint64_t capacity = 0;
  std::uint64_t allocation = 0;
};
struct CreateVolumeFromArgs {
  StoragePool pool;
  String xml;
  StorageVolume source;
  std::uint32_t flags = 0;
};
struct WipePatternArgs {
  StorageVolume volume;
  std::uint32_t algorithm = 0;  // virStorageVolWipeAlgorithm
  std::uint32_t flags = 0;
};
using SecretValue = Opaque<kSecretLimit>;

struct SetSecretValueArgs {
  Secret secret;
  SecretValue value;
  std::uint32_t flags = 0;
};
struct SecretValueResult {
  SecretValue value;
};
struct SecretLookupByUsageArgs {
  std::int32_t usage_type = 0;  // virSecretUsageType
  String usage_id;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_STORAGE_TYPES_H_
