// Arguments and results of the procedures about networks, their ports and network filters.
#ifndef INTERLEAVE_DAEMON_RPC_NETWORK_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_NETWORK_TYPES_H_

#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

struct NetworkUpdateArgs {
  Network network;
  std::uint32_t command = 0;  // virNetworkUpdateCommand
  std::uint32_t section = 0;  // virNetworkUpdateSection
  std::int32_t parent_index = 0;
  String xml;
  std::uint32_t flags = 0;
};

struct DhcpLeasesArgs {
  Network network;
  std::optional<String> mac;  // of the only client that is asked for
  NeedResults need = NeedResults::no;
  std::uint32_t flags = 0;
};

struct DhcpLease {
  String interface;
  std::int64_t expiry_time = 0;  // seconds since 1970
  std::int32_t type = 0;         // virIPAddrType
  std::optional<String> mac;
  std::optional<String> iaid;
  String address;
  std::uint32_t prefix = 0;
  std::optional<String> hostname;
  std::optional<String> client_id;

  bool operator==(const DhcpLease&) const = default;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_NETWORK_TYPES_H_
