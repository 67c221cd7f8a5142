// Arguments and results of the procedures about the cpus, the memory and the tunables of domains.
#ifndef INTERLEAVE_DAEMON_RPC_DOMAIN_TUNING_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_DOMAIN_TUNING_TYPES_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "daemon/rpc/domain_types.h"
#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

// Cpus of the host that a virtual one may run on, a bit each, the lowest first.
using CpuMap = Opaque<kCpuMapLimit>;

struct SetVcpusArgs {
  Domain domain;
  std::uint32_t vcpus = 0;
};
struct SetVcpusFlagsArgs {
  Domain domain;
  std::uint32_t vcpus = 0;
  std::uint32_t flags = 0;
};
// One vcpu, or those of a list of numbers, switched on or off.
struct SetVcpuArgs {
  Domain domain;
  String vcpus;
  std::int32_t on = 0;
  std::uint32_t flags = 0;
};

struct PinVcpuArgs {
  Domain domain;
  std::uint32_t vcpu = 0;
  CpuMap map;
};
struct PinVcpuFlagsArgs {
  Domain domain;
  std::uint32_t vcpu = 0;
  CpuMap map;
  std::uint32_t flags = 0;
};
struct PinEmulatorArgs {
  Domain domain;
  CpuMap map;
  std::uint32_t flags = 0;
};

struct GetVcpusArgs {
  Domain domain;
  std::int32_t most = 0;      // vcpus
  std::int32_t map_size = 0;  // bytes of each vcpu's map
};
struct VcpuInfo {
  std::uint32_t number = 0;
  std::int32_t state = 0;      // virVcpuState
  std::uint64_t cpu_time = 0;  // nanoseconds
  std::int32_t cpu = 0;        // of the host
};
struct GetVcpusResult {
  List<VcpuInfo, kVcpuLimit> vcpus;
  Opaque<kCpuMapsLimit> maps;  // one after another
};
struct GetVcpuPinInfoArgs {
  Domain domain;
  std::int32_t most = 0;
  std::int32_t map_size = 0;
  std::uint32_t flags = 0;
};
struct PinInfoResult {
  Opaque<kCpuMapsLimit> maps;
  std::int32_t count = 0;
};

struct IoThreadArgs {
  Domain domain;
  std::uint32_t thread = 0;
  std::uint32_t flags = 0;
};
struct IoThreadParametersArgs {
  Domain domain;
  std::uint32_t thread = 0;
  List<TypedParameter, kManyParametersLimit> parameters;
  std::uint32_t flags = 0;
};
using IoThreadsResult = ListAllResult<IoThread, kIoThreadLimit>;

struct SetMemoryArgs {
  Domain domain;
  std::uint64_t memory = 0;  // KiB
};

struct SchedulerTypeResult {
  String type;
  std::int32_t parameters = 0;
};
struct SetSchedulerParametersArgs {
  Domain domain;
  List<TypedParameter, kTuningLimit> parameters;
};
struct GetSchedulerParametersArgs {
  Domain domain;
  ParameterRoom<kTuningLimit> room;
};

// Tunables of one disk or one network interface.
template <std::size_t Limit>
struct SetDeviceParametersArgs {
  Domain domain;
  String device;
  List<TypedParameter, Limit> parameters;
  std::uint32_t flags = 0;
};
template <std::size_t Limit>
struct GetDeviceParametersArgs {
  Domain domain;
  String device;
  ParameterRoom<Limit> room;
  std::uint32_t flags = 0;
};
struct GetBlockIoTuneArgs {
  Domain domain;
  std::optional<String> disk;
  ParameterRoom<kBlockIoTuneLimit> room;
  std::uint32_t flags = 0;
};

struct LifecycleActionArgs {
  Domain domain;
  std::uint32_t type = 0;    // virDomainLifecycle
  std::uint32_t action = 0;  // virDomainLifecycleAction
  std::uint32_t flags = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_DOMAIN_TUNING_TYPES_H_
