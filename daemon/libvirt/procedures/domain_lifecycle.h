// Procedures that change what a domain is: defined, running, paused, gone.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LIFECYCLE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LIFECYCLE_H_

#include <tuple>

#include "daemon/libvirt/api.h"
#include "daemon/rpc/domain_types.h"
#include "daemon/rpc/procedure.h"

namespace interleave::daemon {

// Its result is the domain with the id that it has now.
rpc::Outcome<rpc::DomainResult> create_with_flags(virConnectPtr connection,
                                                  const rpc::DomainFlagsArgs& args);
rpc::Outcome<rpc::Nothing> set_autostart(virConnectPtr connection,
                                         const rpc::DomainSetAutostartArgs& args);

inline constexpr std::tuple kDomainLifecycleRows{
    rpc::Row<9, api<virDomainCreate, rpc::Nothing>>{"DOMAIN_CREATE", rpc::Priority::ordinary,
                                                    rpc::Access::write},
    rpc::Row<10, api<virDomainCreateXML, rpc::DomainResult>>{
        "DOMAIN_CREATE_XML", rpc::Priority::ordinary, rpc::Access::write},
    rpc::Row<11, api<virDomainDefineXML, rpc::DomainResult>>{
        "DOMAIN_DEFINE_XML", rpc::Priority::high, rpc::Access::write},
    rpc::Row<12, api<virDomainDestroy, rpc::Nothing>>{"DOMAIN_DESTROY", rpc::Priority::high,
                                                      rpc::Access::write},
    rpc::Row<27, api<virDomainReboot, rpc::Nothing>>{"DOMAIN_REBOOT", rpc::Priority::ordinary,
                                                     rpc::Access::write},
    rpc::Row<28, api<virDomainResume, rpc::Nothing>>{"DOMAIN_RESUME", rpc::Priority::ordinary,
                                                     rpc::Access::write},
    rpc::Row<29, set_autostart>{"DOMAIN_SET_AUTOSTART", rpc::Priority::high, rpc::Access::write},
    rpc::Row<33, api<virDomainShutdown, rpc::Nothing>>{"DOMAIN_SHUTDOWN", rpc::Priority::ordinary,
                                                       rpc::Access::write},
    rpc::Row<34, api<virDomainSuspend, rpc::Nothing>>{"DOMAIN_SUSPEND", rpc::Priority::ordinary,
                                                      rpc::Access::write},
    rpc::Row<35, api<virDomainUndefine, rpc::Nothing>>{"DOMAIN_UNDEFINE", rpc::Priority::high,
                                                       rpc::Access::write},
    rpc::Row<182, api<virDomainManagedSave, rpc::Nothing>>{
        "DOMAIN_MANAGED_SAVE", rpc::Priority::ordinary, rpc::Access::write},
    rpc::Row<184, api<virDomainManagedSaveRemove, rpc::Nothing>>{
        "DOMAIN_MANAGED_SAVE_REMOVE", rpc::Priority::ordinary, rpc::Access::write},
    rpc::Row<196, create_with_flags>{"DOMAIN_CREATE_WITH_FLAGS", rpc::Priority::ordinary,
                                     rpc::Access::write},
    rpc::Row<231, api<virDomainUndefineFlags, rpc::Nothing>>{
        "DOMAIN_UNDEFINE_FLAGS", rpc::Priority::high, rpc::Access::write},
    rpc::Row<234, api<virDomainDestroyFlags, rpc::Nothing>>{
        "DOMAIN_DESTROY_FLAGS", rpc::Priority::high, rpc::Access::write},
    rpc::Row<245, api<virDomainReset, rpc::Nothing>>{"DOMAIN_RESET", rpc::Priority::ordinary,
                                                     rpc::Access::write},
    rpc::Row<258, api<virDomainShutdownFlags, rpc::Nothing>>{
        "DOMAIN_SHUTDOWN_FLAGS", rpc::Priority::ordinary, rpc::Access::write},
    rpc::Row<350, api<virDomainDefineXMLFlags, rpc::DomainResult>>{
        "DOMAIN_DEFINE_XML_FLAGS", rpc::Priority::high, rpc::Access::write},
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LIFECYCLE_H_
