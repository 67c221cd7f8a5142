// Procedures that reach into the guest, or ask its agent.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_GUEST_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_GUEST_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_guest_types.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kDomainGuestRows{
    Row<210, api<virDomainInjectNMI, rpc::DomainFlagsArgs, rpc::Nothing>>{"DOMAIN_INJECT_NMI",
                                                                          ordinary, write},
    Row<226, api<virDomainSendKey, rpc::SendKeyArgs, rpc::Nothing>>{"DOMAIN_SEND_KEY", ordinary,
                                                                    write},
    Row<261, api<virDomainPMSuspendForDuration, rpc::SuspendForDurationArgs, rpc::Nothing>>{
        "DOMAIN_PM_SUSPEND_FOR_DURATION", ordinary, write},
    Row<267, api<virDomainPMWakeup, rpc::DomainFlagsArgs, rpc::Nothing>>{"DOMAIN_PM_WAKEUP",
                                                                         ordinary, write},
    Row<277, api<virDomainGetHostname, rpc::DomainFlagsArgs, rpc::TextResult>>{
        "DOMAIN_GET_HOSTNAME", ordinary, write},
    Row<294, api<virDomainFSTrim, rpc::FsTrimArgs, rpc::Nothing>>{"DOMAIN_FSTRIM", ordinary, write},
    Row<295, api<virDomainSendProcessSignal, rpc::SendSignalArgs, rpc::Nothing>>{
        "DOMAIN_SEND_PROCESS_SIGNAL", ordinary, write},
    Row<335, api<virDomainFSFreeze, rpc::FreezeArgs, rpc::NumberResult>>{"DOMAIN_FSFREEZE",
                                                                         ordinary, write},
    Row<336, api<virDomainFSThaw, rpc::FreezeArgs, rpc::NumberResult>>{"DOMAIN_FSTHAW", ordinary,
                                                                       write},
    Row<337, api<virDomainGetTime, rpc::DomainFlagsArgs, rpc::TimeResult>>{"DOMAIN_GET_TIME",
                                                                           ordinary, write},
    Row<338, api<virDomainSetTime, rpc::SetTimeArgs, rpc::Nothing>>{"DOMAIN_SET_TIME", ordinary,
                                                                    write},
    Row<349, api<virDomainGetFSInfo, rpc::DomainFlagsArgs, rpc::FileSystemsResult>>{
        "DOMAIN_GET_FSINFO", ordinary, write},
    Row<353, api<virDomainInterfaceAddresses, rpc::InterfaceAddressesArgs,
                 rpc::InterfaceAddressesResult>>{"DOMAIN_INTERFACE_ADDRESSES", ordinary, read},
    Row<357, api<virDomainSetUserPassword, rpc::SetUserPasswordArgs, rpc::Nothing>>{
        "DOMAIN_SET_USER_PASSWORD", ordinary, write},
    Row<418, api<virDomainGetGuestInfo, rpc::GuestInfoArgs,
                 rpc::ParametersResult<rpc::kGuestInfoLimit>>>{"DOMAIN_GET_GUEST_INFO", ordinary,
                                                               write},
    Row<420, api<virDomainAgentSetResponseTimeout, rpc::ObjectNumberFlagsArgs<rpc::Domain>,
                 rpc::NumberResult>>{"DOMAIN_AGENT_SET_RESPONSE_TIMEOUT", ordinary, write},
    Row<424, api<virDomainAuthorizedSSHKeysGet, rpc::ObjectTextFlagsArgs<rpc::Domain>,
                 rpc::TextsResult<rpc::kSshKeyLimit>>>{"DOMAIN_AUTHORIZED_SSH_KEYS_GET", ordinary,
                                                       write},
    Row<425, api<virDomainAuthorizedSSHKeysSet, rpc::SetSshKeysArgs, rpc::Nothing>>{
        "DOMAIN_AUTHORIZED_SSH_KEYS_SET", ordinary, write},
};

Family domain_guest_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_GUEST_H_
