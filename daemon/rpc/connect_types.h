// Arguments and results of the procedures about a connection and its host.
#ifndef INTERLEAVE_DAEMON_RPC_CONNECT_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_CONNECT_TYPES_H_

#include <array>
#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

struct ConnectOpenArgs {
  std::optional<String> name;  // the URI as the server is to open it
  std::uint32_t flags = 0;     // virConnectFlags
};

struct AuthListResult {
  Limited<std::vector<std::int32_t>, kAuthTypeLimit> types;  // 0 is none
};

struct FeatureArgs {
  std::int32_t feature = 0;  // virDrvFeature
};

using ConnectGetMaxVcpusArgs = OptionalTextArgs;

struct NodeInfoResult {
  std::array<std::int8_t, 32> model{};
  std::uint64_t memory = 0;  // KiB
  std::int32_t cpus = 0;
  std::int32_t mhz = 0;
  std::int32_t nodes = 0;
  std::int32_t sockets = 0;
  std::int32_t cores = 0;
  std::int32_t threads = 0;
};

// Characters with their terminating zero, one word each; empty where the host has none.
struct SecurityModelResult {
  List<std::int8_t, kSecurityModelLimit> model;
  List<std::int8_t, kSecurityModelLimit> doi;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_CONNECT_TYPES_H_
