// Procedures that find and list domains.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LOOKUP_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LOOKUP_H_

#include <tuple>

#include "daemon/libvirt/api.h"
#include "daemon/rpc/domain_types.h"
#include "daemon/rpc/procedure.h"

namespace interleave::daemon {

rpc::Outcome<rpc::DomainResult> lookup_by_id(virConnectPtr connection,
                                             const rpc::DomainLookupByIdArgs& args);
rpc::Outcome<rpc::DomainResult> lookup_by_uuid(virConnectPtr connection, const rpc::UuidArgs& args);
rpc::Outcome<rpc::ListDomainsResult> list_domains(virConnectPtr connection,
                                                  const rpc::RoomArgs& args);
rpc::Outcome<rpc::NamesResult> list_defined_domains(virConnectPtr connection,
                                                    const rpc::RoomArgs& args);
rpc::Outcome<rpc::ListAllDomainsResult> list_all_domains(virConnectPtr connection,
                                                         const rpc::ListAllArgs& args);

inline constexpr std::tuple kDomainLookupRows{
    rpc::Row<21, list_defined_domains>{"CONNECT_LIST_DEFINED_DOMAINS", rpc::Priority::high,
                                       rpc::Access::read},
    rpc::Row<22, lookup_by_id>{"DOMAIN_LOOKUP_BY_ID", rpc::Priority::high, rpc::Access::read},
    rpc::Row<23, api<virDomainLookupByName, rpc::DomainResult>>{
        "DOMAIN_LOOKUP_BY_NAME", rpc::Priority::high, rpc::Access::read},
    rpc::Row<24, lookup_by_uuid>{"DOMAIN_LOOKUP_BY_UUID", rpc::Priority::high, rpc::Access::read},
    rpc::Row<25, api<virConnectNumOfDefinedDomains, rpc::NumberResult>>{
        "CONNECT_NUM_OF_DEFINED_DOMAINS", rpc::Priority::high, rpc::Access::read},
    rpc::Row<37, list_domains>{"CONNECT_LIST_DOMAINS", rpc::Priority::high, rpc::Access::read},
    rpc::Row<51, api<virConnectNumOfDomains, rpc::NumberResult>>{
        "CONNECT_NUM_OF_DOMAINS", rpc::Priority::high, rpc::Access::read},
    rpc::Row<273, list_all_domains>{"CONNECT_LIST_ALL_DOMAINS", rpc::Priority::high,
                                    rpc::Access::read},
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LOOKUP_H_
