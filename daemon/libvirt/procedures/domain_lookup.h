// Procedures that find and list domains.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LOOKUP_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LOOKUP_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_types.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kDomainLookupRows{
    Row<21, api<virConnectListDefinedDomains, rpc::RoomArgs, rpc::NamesResult>>{
        "CONNECT_LIST_DEFINED_DOMAINS", high, read},
    Row<22, api<virDomainLookupByID, rpc::DomainLookupByIdArgs, rpc::DomainResult>>{
        "DOMAIN_LOOKUP_BY_ID", high, read},
    Row<23, api<virDomainLookupByName, rpc::TextArgs, rpc::DomainResult>>{"DOMAIN_LOOKUP_BY_NAME",
                                                                          high, read},
    Row<24, api<virDomainLookupByUUID, rpc::UuidArgs, rpc::DomainResult>>{"DOMAIN_LOOKUP_BY_UUID",
                                                                          high, read},
    Row<25, api<virConnectNumOfDefinedDomains, rpc::Nothing, rpc::NumberResult>>{
        "CONNECT_NUM_OF_DEFINED_DOMAINS", high, read},
    Row<37, api<virConnectListDomains, rpc::RoomArgs, rpc::ListDomainsResult>>{
        "CONNECT_LIST_DOMAINS", high, read},
    Row<51, api<virConnectNumOfDomains, rpc::Nothing, rpc::NumberResult>>{"CONNECT_NUM_OF_DOMAINS",
                                                                          high, read},
    Row<273, api<virConnectListAllDomains, rpc::ListAllArgs, rpc::ListAllDomainsResult>>{
        "CONNECT_LIST_ALL_DOMAINS", high, read},
};

Family domain_lookup_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_LOOKUP_H_
