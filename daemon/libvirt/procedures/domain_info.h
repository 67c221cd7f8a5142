// Procedures that tell about a domain and change nothing.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_INFO_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_INFO_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_types.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::SecurityLabelResult> get_security_label(virConnectPtr connection,
                                                          const rpc::DomainArgs& args);
rpc::Outcome<rpc::SecurityLabelsResult> get_security_labels(virConnectPtr connection,
                                                            const rpc::DomainArgs& args);

inline constexpr std::tuple kDomainInfoRows{
    Row<14, api<virDomainGetXMLDesc, rpc::DomainFlagsArgs, rpc::TextResult>>{"DOMAIN_GET_XML_DESC",
                                                                             ordinary, read},
    Row<15, api<virDomainGetAutostart, rpc::DomainArgs, rpc::NumberResult>>{"DOMAIN_GET_AUTOSTART",
                                                                            high, read},
    Row<16, api<virDomainGetInfo, rpc::DomainArgs, rpc::DomainGetInfoResult>>{"DOMAIN_GET_INFO",
                                                                              ordinary, read},
    Row<19, api<virDomainGetOSType, rpc::DomainArgs, rpc::TextResult>>{"DOMAIN_GET_OS_TYPE", high,
                                                                       read},
    Row<121, get_security_label>{"DOMAIN_GET_SECURITY_LABEL", high, read},
    Row<150, api<virDomainIsActive, rpc::DomainArgs, rpc::NumberResult>>{"DOMAIN_IS_ACTIVE", high,
                                                                         read},
    Row<151, api<virDomainIsPersistent, rpc::DomainArgs, rpc::NumberResult>>{"DOMAIN_IS_PERSISTENT",
                                                                             high, read},
    Row<202, api<virDomainIsUpdated, rpc::DomainArgs, rpc::NumberResult>>{"DOMAIN_IS_UPDATED", high,
                                                                          read},
    Row<212, api<virDomainGetState, rpc::DomainFlagsArgs, rpc::DomainGetStateResult>>{
        "DOMAIN_GET_STATE", high, read},
    Row<229, api<virDomainGetControlInfo, rpc::DomainFlagsArgs, rpc::DomainControlInfoResult>>{
        "DOMAIN_GET_CONTROL_INFO", high, read},
    Row<265, api<virDomainGetMetadata, rpc::DomainGetMetadataArgs, rpc::TextResult>>{
        "DOMAIN_GET_METADATA", ordinary, read},
    Row<278, get_security_labels>{"DOMAIN_GET_SECURITY_LABEL_LIST", high, read},
    Row<426, api<virDomainGetMessages, rpc::DomainFlagsArgs, rpc::TextsResult<rpc::kMessageLimit>>>{
        "DOMAIN_GET_MESSAGES", ordinary, read},
};

Family domain_info_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_INFO_H_
