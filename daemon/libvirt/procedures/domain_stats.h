// Procedures that measure domains and tell of their jobs.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_STATS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_STATS_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_stats_types.h"
#include "daemon/rpc/domain_tuning_types.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::BlockStatsResult> block_stats(virConnectPtr connection,
                                                const rpc::ObjectTextArgs<rpc::Domain>& args);
rpc::Outcome<rpc::InterfaceStatsResult> interface_stats(
    virConnectPtr connection, const rpc::ObjectTextArgs<rpc::Domain>& args);
rpc::Outcome<rpc::MemoryStatsResult> memory_stats(virConnectPtr connection,
                                                  const rpc::MemoryStatsArgs& args);
rpc::Outcome<rpc::CpuStatsResult> cpu_stats(virConnectPtr connection,
                                            const rpc::CpuStatsArgs& args);
rpc::Outcome<rpc::DiskErrorsResult> disk_errors(virConnectPtr connection,
                                                const rpc::DiskErrorsArgs& args);
rpc::Outcome<rpc::AllDomainStatsResult> all_domain_stats(virConnectPtr connection,
                                                         const rpc::AllDomainStatsArgs& args);

inline constexpr std::tuple kDomainStatsRows{
    Row<64, block_stats>{"DOMAIN_BLOCK_STATS", ordinary, read},
    Row<65, interface_stats>{"DOMAIN_INTERFACE_STATS", high, read},
    Row<159, memory_stats>{"DOMAIN_MEMORY_STATS", ordinary, read},
    Row<163, api<virDomainGetJobInfo, rpc::DomainArgs, rpc::JobInfoResult>>{"DOMAIN_GET_JOB_INFO",
                                                                            ordinary, read},
    Row<164, api<virDomainAbortJob, rpc::DomainArgs, rpc::Nothing>>{"DOMAIN_ABORT_JOB", ordinary,
                                                                    write},
    Row<243, api<virDomainBlockStatsFlags, rpc::GetDeviceParametersArgs<rpc::kTuningLimit>,
                 rpc::CountedParametersResult<rpc::kTuningLimit>>>{"DOMAIN_BLOCK_STATS_FLAGS",
                                                                   ordinary, read},
    Row<262, cpu_stats>{"DOMAIN_GET_CPU_STATS", ordinary, read},
    Row<263, disk_errors>{"DOMAIN_GET_DISK_ERRORS", ordinary, read},
    Row<298, api<virDomainGetJobStats, rpc::DomainFlagsArgs, rpc::JobStatsResult>>{
        "DOMAIN_GET_JOB_STATS", ordinary, read},
    Row<344, all_domain_stats>{"CONNECT_GET_ALL_DOMAIN_STATS", ordinary, read},
    Row<427,
        api<virDomainStartDirtyRateCalc, rpc::ObjectNumberFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_START_DIRTY_RATE_CALC", ordinary, write},
    Row<442, api<virDomainAbortJobFlags, rpc::DomainFlagsArgs, rpc::Nothing>>{
        "DOMAIN_ABORT_JOB_FLAGS", ordinary, write},
};

Family domain_stats_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_STATS_H_
