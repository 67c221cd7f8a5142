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

struct CpuDocumentsArgs {
  List<String, kBaselineCpuLimit> documents;
  std::uint32_t flags = 0;
};
struct CpuModelsArgs {
  String architecture;
  NeedResults need = NeedResults::no;
  std::uint32_t flags = 0;
};
// A hypervisor that is none of the connection's: absent fields are the driver's choice.
struct DomainCapabilitiesArgs {
  std::optional<String> emulator;
  std::optional<String> architecture;
  std::optional<String> machine;
  std::optional<String> type;
  std::uint32_t flags = 0;
};
struct CompareHypervisorCpuArgs {
  std::optional<String> emulator;
  std::optional<String> architecture;
  std::optional<String> machine;
  std::optional<String> type;
  String document;
  std::uint32_t flags = 0;
};
struct BaselineHypervisorCpuArgs {
  std::optional<String> emulator;
  std::optional<String> architecture;
  std::optional<String> machine;
  std::optional<String> type;
  List<String, kBaselineCpuLimit> documents;
  std::uint32_t flags = 0;
};

struct SetIdentityArgs {
  List<TypedParameter, kIdentityLimit> parameters;
  std::uint32_t flags = 0;
};

struct SaslStartArgs {
  String mechanism;
  std::int32_t absent = 0;
  List<std::int8_t, kSaslLimit> data;
};
struct SaslStepArgs {
  std::int32_t absent = 0;
  List<std::int8_t, kSaslLimit> data;
};
struct SaslStepResult {
  std::int32_t complete = 0;
  std::int32_t absent = 0;
  List<std::int8_t, kSaslLimit> data;
};

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
