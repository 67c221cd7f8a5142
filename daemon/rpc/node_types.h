// Arguments and results of the procedures about the host, its cpus and its devices.
#ifndef INTERLEAVE_DAEMON_RPC_NODE_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_NODE_TYPES_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

struct NodeSuspendArgs {
  std::uint32_t target = 0;    // virNodeSuspendTarget
  std::uint64_t duration = 0;  // seconds
  std::uint32_t flags = 0;
};

struct CellsFreeMemoryArgs {
  std::int32_t first_cell = 0;
  std::int32_t most = 0;
};
struct CellsFreeMemoryResult {
  List<std::uint64_t, kNumaCellLimit> cells;  // bytes
};

struct NodeCpuStatsArgs {
  std::int32_t cpu = 0;   // -1: all
  std::int32_t most = 0;  // 0 asks how many there are
  std::uint32_t flags = 0;
};
struct NodeMemoryStatsArgs {
  std::int32_t most = 0;
  std::int32_t cell = 0;  // -1: all
  std::uint32_t flags = 0;
};
struct NodeStat {
  String name;
  std::uint64_t value = 0;
};
struct NodeStatsResult {
  List<NodeStat, kNodeStatsLimit> stats;
  std::int32_t count = 0;
};

template <std::size_t Limit>
struct NodeParametersArgs {
  List<TypedParameter, Limit> parameters;
  std::uint32_t flags = 0;
};
struct NodeParameterRoomArgs {
  ParameterRoom<kManyParametersLimit> room;
  std::uint32_t flags = 0;
};

struct CpuMapArgs {
  NeedResults need_map = NeedResults::no;
  NeedResults need_online = NeedResults::no;
  std::uint32_t flags = 0;
};
struct CpuMapResult {
  Opaque<kCpuMapLimit> map;
  std::uint32_t online = 0;
  std::int32_t cpus = 0;
};

struct FreePagesArgs {
  List<std::uint32_t, kNumaCellLimit> page_sizes;  // KiB
  std::int32_t first_cell = 0;
  std::uint32_t cells = 0;
  std::uint32_t flags = 0;
};
struct FreePagesResult {
  List<std::uint64_t, kNumaCellLimit> counts;
};
struct AllocPagesArgs {
  List<std::uint32_t, kNumaCellLimit> page_sizes;   // KiB
  List<std::uint64_t, kNumaCellLimit> page_counts;  // one for each size
  std::int32_t first_cell = 0;
  std::uint32_t cells = 0;
  std::uint32_t flags = 0;
};

struct ListDevicesArgs {
  std::optional<String> capability;
  Room<kNodeDeviceLimit> room;
  std::uint32_t flags = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_NODE_TYPES_H_
