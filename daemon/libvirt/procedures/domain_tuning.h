// Procedures about the memory and the tunables of domains.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_TUNING_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_TUNING_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_tuning_types.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kDomainTuningRows{
    Row<17, api<virDomainGetMaxMemory, rpc::DomainArgs, rpc::LongResult>>{"DOMAIN_GET_MAX_MEMORY",
                                                                          high, read},
    Row<30, api<virDomainSetMaxMemory, rpc::SetMemoryArgs, rpc::Nothing>>{"DOMAIN_SET_MAX_MEMORY",
                                                                          high, write},
    Row<31, api<virDomainSetMemory, rpc::SetMemoryArgs, rpc::Nothing>>{"DOMAIN_SET_MEMORY",
                                                                       ordinary, write},
    Row<56, api<virDomainGetSchedulerType, rpc::DomainArgs, rpc::SchedulerTypeResult>>{
        "DOMAIN_GET_SCHEDULER_TYPE", ordinary, read},
    Row<57, api<virDomainGetSchedulerParameters, rpc::GetSchedulerParametersArgs,
                rpc::ParametersResult<rpc::kTuningLimit>>>{"DOMAIN_GET_SCHEDULER_PARAMETERS",
                                                           ordinary, read},
    Row<58, api<virDomainSetSchedulerParameters, rpc::SetSchedulerParametersArgs, rpc::Nothing>>{
        "DOMAIN_SET_SCHEDULER_PARAMETERS", ordinary, write},
    Row<197, api<virDomainSetMemoryParameters,
                 rpc::ObjectParametersFlagsArgs<rpc::Domain, rpc::kTuningLimit>, rpc::Nothing>>{
        "DOMAIN_SET_MEMORY_PARAMETERS", ordinary, write},
    Row<198, api<virDomainGetMemoryParameters,
                 rpc::ObjectParameterRoomFlagsArgs<rpc::Domain, rpc::kTuningLimit>,
                 rpc::CountedParametersResult<rpc::kTuningLimit>>>{"DOMAIN_GET_MEMORY_PARAMETERS",
                                                                   ordinary, read},
    Row<204, api<virDomainSetMemoryFlags, rpc::ObjectAmountFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_SET_MEMORY_FLAGS", ordinary, write},
    Row<205, api<virDomainSetBlkioParameters,
                 rpc::ObjectParametersFlagsArgs<rpc::Domain, rpc::kTuningLimit>, rpc::Nothing>>{
        "DOMAIN_SET_BLKIO_PARAMETERS", ordinary, write},
    Row<206, api<virDomainGetBlkioParameters,
                 rpc::ObjectParameterRoomFlagsArgs<rpc::Domain, rpc::kTuningLimit>,
                 rpc::CountedParametersResult<rpc::kTuningLimit>>>{"DOMAIN_GET_BLKIO_PARAMETERS",
                                                                   ordinary, read},
    Row<219, api<virDomainSetSchedulerParametersFlags,
                 rpc::ObjectParametersFlagsArgs<rpc::Domain, rpc::kTuningLimit>, rpc::Nothing>>{
        "DOMAIN_SET_SCHEDULER_PARAMETERS_FLAGS", ordinary, write},
    Row<223, api<virDomainGetSchedulerParametersFlags,
                 rpc::ObjectParameterRoomFlagsArgs<rpc::Domain, rpc::kTuningLimit>,
                 rpc::ParametersResult<rpc::kTuningLimit>>>{"DOMAIN_GET_SCHEDULER_PARAMETERS_FLAGS",
                                                            ordinary, read},
    Row<252, api<virDomainSetBlockIoTune, rpc::SetDeviceParametersArgs<rpc::kBlockIoTuneLimit>,
                 rpc::Nothing>>{"DOMAIN_SET_BLOCK_IO_TUNE", ordinary, write},
    Row<253, api<virDomainGetBlockIoTune, rpc::GetBlockIoTuneArgs,
                 rpc::CountedParametersResult<rpc::kBlockIoTuneLimit>>>{"DOMAIN_GET_BLOCK_IO_TUNE",
                                                                        ordinary, read},
    Row<254, api<virDomainSetNumaParameters,
                 rpc::ObjectParametersFlagsArgs<rpc::Domain, rpc::kTuningLimit>, rpc::Nothing>>{
        "DOMAIN_SET_NUMA_PARAMETERS", ordinary, write},
    Row<255, api<virDomainGetNumaParameters,
                 rpc::ObjectParameterRoomFlagsArgs<rpc::Domain, rpc::kTuningLimit>,
                 rpc::CountedParametersResult<rpc::kTuningLimit>>>{"DOMAIN_GET_NUMA_PARAMETERS",
                                                                   ordinary, read},
    Row<256, api<virDomainSetInterfaceParameters, rpc::SetDeviceParametersArgs<rpc::kTuningLimit>,
                 rpc::Nothing>>{"DOMAIN_SET_INTERFACE_PARAMETERS", ordinary, write},
    Row<257, api<virDomainGetInterfaceParameters, rpc::GetDeviceParametersArgs<rpc::kTuningLimit>,
                 rpc::CountedParametersResult<rpc::kTuningLimit>>>{
        "DOMAIN_GET_INTERFACE_PARAMETERS", ordinary, read},
    Row<308,
        api<virDomainSetMemoryStatsPeriod, rpc::ObjectNumberFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_SET_MEMORY_STATS_PERIOD", ordinary, write},
    Row<365, api<virDomainGetPerfEvents, rpc::DomainFlagsArgs,
                 rpc::ParametersResult<rpc::kManyParametersLimit>>>{"DOMAIN_GET_PERF_EVENTS",
                                                                    ordinary, read},
    Row<366,
        api<virDomainSetPerfEvents,
            rpc::ObjectParametersFlagsArgs<rpc::Domain, rpc::kManyParametersLimit>, rpc::Nothing>>{
        "DOMAIN_SET_PERF_EVENTS", ordinary, write},
    Row<390, api<virDomainSetLifecycleAction, rpc::LifecycleActionArgs, rpc::Nothing>>{
        "DOMAIN_SET_LIFECYCLE_ACTION", ordinary, write},
    Row<396, api<virDomainGetLaunchSecurityInfo, rpc::DomainFlagsArgs,
                 rpc::ParametersResult<rpc::kManyParametersLimit>>>{
        "DOMAIN_GET_LAUNCH_SECURITY_INFO", ordinary, write},
    Row<439,
        api<virDomainSetLaunchSecurityState,
            rpc::ObjectParametersFlagsArgs<rpc::Domain, rpc::kManyParametersLimit>, rpc::Nothing>>{
        "DOMAIN_SET_LAUNCH_SECURITY_STATE", ordinary, write},
};

Family domain_tuning_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_TUNING_H_
