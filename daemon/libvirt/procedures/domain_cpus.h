// Procedures about the virtual cpus and the iothreads of domains.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_CPUS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_CPUS_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_tuning_types.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::GetVcpusResult> get_vcpus(virConnectPtr connection,
                                            const rpc::GetVcpusArgs& args);
rpc::Outcome<rpc::PinInfoResult> get_vcpu_pin_info(virConnectPtr connection,
                                                   const rpc::GetVcpuPinInfoArgs& args);
rpc::Outcome<rpc::PinInfoResult> get_emulator_pin_info(
    virConnectPtr connection, const rpc::ObjectNumberFlagsArgs<rpc::Domain>& args);

inline constexpr std::tuple kDomainCpusRows{
    Row<18, api<virDomainGetMaxVcpus, rpc::DomainArgs, rpc::NumberResult>>{"DOMAIN_GET_MAX_VCPUS",
                                                                           high, read},
    Row<20, get_vcpus>{"DOMAIN_GET_VCPUS", high, read},
    Row<26, api<virDomainPinVcpu, rpc::PinVcpuArgs, rpc::Nothing>>{"DOMAIN_PIN_VCPU", ordinary,
                                                                   write},
    Row<32, api<virDomainSetVcpus, rpc::SetVcpusArgs, rpc::Nothing>>{"DOMAIN_SET_VCPUS", ordinary,
                                                                     write},
    Row<199, api<virDomainSetVcpusFlags, rpc::SetVcpusFlagsArgs, rpc::Nothing>>{
        "DOMAIN_SET_VCPUS_FLAGS", ordinary, write},
    Row<200, api<virDomainGetVcpusFlags, rpc::DomainFlagsArgs, rpc::NumberResult>>{
        "DOMAIN_GET_VCPUS_FLAGS", ordinary, read},
    Row<225, api<virDomainPinVcpuFlags, rpc::PinVcpuFlagsArgs, rpc::Nothing>>{
        "DOMAIN_PIN_VCPU_FLAGS", ordinary, write},
    Row<230, get_vcpu_pin_info>{"DOMAIN_GET_VCPU_PIN_INFO", ordinary, read},
    Row<279, api<virDomainPinEmulator, rpc::PinEmulatorArgs, rpc::Nothing>>{"DOMAIN_PIN_EMULATOR",
                                                                            ordinary, write},
    Row<280, get_emulator_pin_info>{"DOMAIN_GET_EMULATOR_PIN_INFO", ordinary, read},
    Row<351, api<virDomainGetIOThreadInfo, rpc::DomainFlagsArgs, rpc::IoThreadsResult>>{
        "DOMAIN_GET_IOTHREAD_INFO", ordinary, read},
    Row<352, api<virDomainPinIOThread, rpc::PinVcpuFlagsArgs, rpc::Nothing>>{"DOMAIN_PIN_IOTHREAD",
                                                                             ordinary, write},
    Row<355, api<virDomainAddIOThread, rpc::IoThreadArgs, rpc::Nothing>>{"DOMAIN_ADD_IOTHREAD",
                                                                         ordinary, write},
    Row<356, api<virDomainDelIOThread, rpc::IoThreadArgs, rpc::Nothing>>{"DOMAIN_DEL_IOTHREAD",
                                                                         ordinary, write},
    Row<371, api<virDomainGetGuestVcpus, rpc::DomainFlagsArgs,
                 rpc::ParametersResult<rpc::kManyParametersLimit>>>{"DOMAIN_GET_GUEST_VCPUS",
                                                                    ordinary, write},
    Row<372, api<virDomainSetGuestVcpus, rpc::SetVcpuArgs, rpc::Nothing>>{"DOMAIN_SET_GUEST_VCPUS",
                                                                          ordinary, write},
    Row<384, api<virDomainSetVcpu, rpc::SetVcpuArgs, rpc::Nothing>>{"DOMAIN_SET_VCPU", ordinary,
                                                                    write},
    Row<402, api<virDomainSetIOThreadParams, rpc::IoThreadParametersArgs, rpc::Nothing>>{
        "DOMAIN_SET_IOTHREAD_PARAMS", ordinary, write},
};

Family domain_cpus_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_CPUS_H_
