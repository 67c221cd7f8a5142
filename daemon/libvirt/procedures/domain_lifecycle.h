// Procedures that change what a domain is: defined, running, paused, gone.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LIFECYCLE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LIFECYCLE_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_types.h"

namespace interleave::daemon::procedures {

// Its result is the domain with the id that it has now.
rpc::Outcome<rpc::DomainResult> create_with_flags(virConnectPtr connection,
                                                  const rpc::DomainFlagsArgs& args);

inline constexpr std::tuple kDomainLifecycleRows{
    Row<9, api<virDomainCreate, rpc::DomainArgs, rpc::Nothing>>{"DOMAIN_CREATE", ordinary, write},
    Row<10, api<virDomainCreateXML, rpc::TextFlagsArgs, rpc::DomainResult>>{"DOMAIN_CREATE_XML",
                                                                            ordinary, write},
    Row<11, api<virDomainDefineXML, rpc::TextArgs, rpc::DomainResult>>{"DOMAIN_DEFINE_XML", high,
                                                                       write},
    Row<12, api<virDomainDestroy, rpc::DomainArgs, rpc::Nothing>>{"DOMAIN_DESTROY", high, write},
    Row<27, api<virDomainReboot, rpc::DomainFlagsArgs, rpc::Nothing>>{"DOMAIN_REBOOT", ordinary,
                                                                      write},
    Row<28, api<virDomainResume, rpc::DomainArgs, rpc::Nothing>>{"DOMAIN_RESUME", ordinary, write},
    Row<29, api<virDomainSetAutostart, rpc::DomainSetAutostartArgs, rpc::Nothing>>{
        "DOMAIN_SET_AUTOSTART", high, write},
    Row<33, api<virDomainShutdown, rpc::DomainArgs, rpc::Nothing>>{"DOMAIN_SHUTDOWN", ordinary,
                                                                   write},
    Row<34, api<virDomainSuspend, rpc::DomainArgs, rpc::Nothing>>{"DOMAIN_SUSPEND", ordinary,
                                                                  write},
    Row<35, api<virDomainUndefine, rpc::DomainArgs, rpc::Nothing>>{"DOMAIN_UNDEFINE", high, write},
    Row<196, create_with_flags>{"DOMAIN_CREATE_WITH_FLAGS", ordinary, write},
    Row<231, api<virDomainUndefineFlags, rpc::DomainFlagsArgs, rpc::Nothing>>{
        "DOMAIN_UNDEFINE_FLAGS", high, write},
    Row<234, api<virDomainDestroyFlags, rpc::DomainFlagsArgs, rpc::Nothing>>{"DOMAIN_DESTROY_FLAGS",
                                                                             high, write},
    Row<245, api<virDomainReset, rpc::DomainFlagsArgs, rpc::Nothing>>{"DOMAIN_RESET", ordinary,
                                                                      write},
    Row<258, api<virDomainShutdownFlags, rpc::DomainFlagsArgs, rpc::Nothing>>{
        "DOMAIN_SHUTDOWN_FLAGS", ordinary, write},
    Row<264, api<virDomainSetMetadata, rpc::DomainSetMetadataArgs, rpc::Nothing>>{
        "DOMAIN_SET_METADATA", ordinary, write},
    Row<350, api<virDomainDefineXMLFlags, rpc::TextFlagsArgs, rpc::DomainResult>>{
        "DOMAIN_DEFINE_XML_FLAGS", high, write},
    Row<358,
        api<virDomainRename, rpc::ObjectOptionalTextFlagsArgs<rpc::Domain>, rpc::NumberResult>>{
        "DOMAIN_RENAME", ordinary, write},
};

Family domain_lifecycle_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LIFECYCLE_H_
