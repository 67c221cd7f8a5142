// Procedures about the host.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/connect_types.h"
#include "daemon/rpc/node_types.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::NodeInfoResult> node_get_info(virConnectPtr connection, const rpc::Nothing&);
rpc::Outcome<rpc::SecurityModelResult> node_get_security_model(virConnectPtr connection,
                                                               const rpc::Nothing&);
rpc::Outcome<rpc::CellsFreeMemoryResult> cells_free_memory(virConnectPtr connection,
                                                           const rpc::CellsFreeMemoryArgs& args);
rpc::Outcome<rpc::NodeStatsResult> node_cpu_stats(virConnectPtr connection,
                                                  const rpc::NodeCpuStatsArgs& args);
rpc::Outcome<rpc::NodeStatsResult> node_memory_stats(virConnectPtr connection,
                                                     const rpc::NodeMemoryStatsArgs& args);
rpc::Outcome<rpc::CpuMapResult> node_cpu_map(virConnectPtr connection, const rpc::CpuMapArgs& args);
rpc::Outcome<rpc::FreePagesResult> node_free_pages(virConnectPtr connection,
                                                   const rpc::FreePagesArgs& args);
rpc::Outcome<rpc::NumberResult> node_alloc_pages(virConnectPtr connection,
                                                 const rpc::AllocPagesArgs& args);

inline constexpr std::tuple kNodeRows{
    Row<6, node_get_info>{"NODE_GET_INFO", high, read},
    Row<101, cells_free_memory>{"NODE_GET_CELLS_FREE_MEMORY", high, read},
    Row<102, api<virNodeGetFreeMemory, rpc::Nothing, rpc::LongResult>>{"NODE_GET_FREE_MEMORY", high,
                                                                       read},
    Row<122, node_get_security_model>{"NODE_GET_SECURITY_MODEL", high, read},
    Row<227, node_cpu_stats>{"NODE_GET_CPU_STATS", high, read},
    Row<228, node_memory_stats>{"NODE_GET_MEMORY_STATS", high, read},
    Row<250, api<virNodeSuspendForDuration, rpc::NodeSuspendArgs, rpc::Nothing>>{
        "NODE_SUSPEND_FOR_DURATION", ordinary, write},
    Row<288, api<virNodeSetMemoryParameters, rpc::NodeParametersArgs<rpc::kManyParametersLimit>,
                 rpc::Nothing>>{"NODE_SET_MEMORY_PARAMETERS", ordinary, write},
    Row<289, api<virNodeGetMemoryParameters, rpc::NodeParameterRoomArgs,
                 rpc::CountedParametersResult<rpc::kManyParametersLimit>>>{
        "NODE_GET_MEMORY_PARAMETERS", ordinary, read},
    Row<293, node_cpu_map>{"NODE_GET_CPU_MAP", ordinary, read},
    Row<340, node_free_pages>{"NODE_GET_FREE_PAGES", high, read},
    Row<347, node_alloc_pages>{"NODE_ALLOC_PAGES", ordinary, write},
    Row<395, api<virNodeGetSEVInfo, rpc::NodeParameterRoomArgs,
                 rpc::CountedParametersResult<rpc::kManyParametersLimit>>>{"NODE_GET_SEV_INFO",
                                                                           ordinary, write},
};

Family node_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_H_
