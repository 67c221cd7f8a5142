// Procedures that tell about a domain and change nothing.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_INFO_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_INFO_H_

#include <tuple>

#include "daemon/libvirt/api.h"
#include "daemon/rpc/domain_types.h"
#include "daemon/rpc/procedure.h"

namespace interleave::daemon {

rpc::Outcome<rpc::NumberResult> get_autostart(virConnectPtr connection,
                                              const rpc::DomainArgs& args);
rpc::Outcome<rpc::DomainGetInfoResult> get_info(virConnectPtr connection,
                                                const rpc::DomainArgs& args);
rpc::Outcome<rpc::SecurityLabelResult> get_security_label(virConnectPtr connection,
                                                          const rpc::DomainArgs& args);
rpc::Outcome<rpc::DomainGetStateResult> get_state(virConnectPtr connection,
                                                  const rpc::DomainFlagsArgs& args);
rpc::Outcome<rpc::TextResult> get_metadata(virConnectPtr connection,
                                           const rpc::DomainGetMetadataArgs& args);
rpc::Outcome<rpc::DomainListSnapshotsResult> list_all_snapshots(
    virConnectPtr connection, const rpc::DomainListSnapshotsArgs& args);
rpc::Outcome<rpc::NamesResult> get_messages(virConnectPtr connection,
                                            const rpc::DomainFlagsArgs& args);

inline constexpr std::tuple kDomainInfoRows{
    rpc::Row<14, api<virDomainGetXMLDesc, rpc::TextResult>>{
        "DOMAIN_GET_XML_DESC", rpc::Priority::ordinary, rpc::Access::read},
    rpc::Row<15, get_autostart>{"DOMAIN_GET_AUTOSTART", rpc::Priority::high, rpc::Access::read},
    rpc::Row<16, get_info>{"DOMAIN_GET_INFO", rpc::Priority::ordinary, rpc::Access::read},
    rpc::Row<19, api<virDomainGetOSType, rpc::TextResult>>{"DOMAIN_GET_OS_TYPE",
                                                           rpc::Priority::high, rpc::Access::read},
    rpc::Row<121, get_security_label>{"DOMAIN_GET_SECURITY_LABEL", rpc::Priority::high,
                                      rpc::Access::read},
    rpc::Row<150, api<virDomainIsActive, rpc::NumberResult>>{
        "DOMAIN_IS_ACTIVE", rpc::Priority::high, rpc::Access::read},
    rpc::Row<151, api<virDomainIsPersistent, rpc::NumberResult>>{
        "DOMAIN_IS_PERSISTENT", rpc::Priority::high, rpc::Access::read},
    rpc::Row<183, api<virDomainHasManagedSaveImage, rpc::NumberResult>>{
        "DOMAIN_HAS_MANAGED_SAVE_IMAGE", rpc::Priority::ordinary, rpc::Access::read},
    rpc::Row<187, api<virDomainSnapshotNum, rpc::NumberResult>>{
        "DOMAIN_SNAPSHOT_NUM", rpc::Priority::high, rpc::Access::read},
    rpc::Row<202, api<virDomainIsUpdated, rpc::NumberResult>>{
        "DOMAIN_IS_UPDATED", rpc::Priority::high, rpc::Access::read},
    rpc::Row<212, get_state>{"DOMAIN_GET_STATE", rpc::Priority::high, rpc::Access::read},
    rpc::Row<265, get_metadata>{"DOMAIN_GET_METADATA", rpc::Priority::ordinary, rpc::Access::read},
    rpc::Row<274, list_all_snapshots>{"DOMAIN_LIST_ALL_SNAPSHOTS", rpc::Priority::high,
                                      rpc::Access::read},
    rpc::Row<426, get_messages>{"DOMAIN_GET_MESSAGES", rpc::Priority::ordinary, rpc::Access::read},
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_INFO_H_
