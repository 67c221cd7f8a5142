// Procedures about network filters and their bindings to ports.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_FILTERS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_FILTERS_H_

#include "daemon/libvirt/procedures/rows.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kFiltersRows{
    Row<175, api<virNWFilterLookupByName, rpc::TextArgs, rpc::ObjectResult<rpc::NetworkFilter>>>{
        "NWFILTER_LOOKUP_BY_NAME", high, read},
    Row<176, api<virNWFilterLookupByUUID, rpc::UuidArgs, rpc::ObjectResult<rpc::NetworkFilter>>>{
        "NWFILTER_LOOKUP_BY_UUID", high, read},
    Row<177, api<virNWFilterGetXMLDesc, rpc::ObjectFlagsArgs<rpc::NetworkFilter>, rpc::TextResult>>{
        "NWFILTER_GET_XML_DESC", high, read},
    Row<178, api<virConnectNumOfNWFilters, rpc::Nothing, rpc::NumberResult>>{
        "CONNECT_NUM_OF_NWFILTERS", high, read},
    Row<179, api<virConnectListNWFilters, rpc::RoomArgs, rpc::NamesResult>>{
        "CONNECT_LIST_NWFILTERS", high, read},
    Row<180, api<virNWFilterDefineXML, rpc::TextArgs, rpc::ObjectResult<rpc::NetworkFilter>>>{
        "NWFILTER_DEFINE_XML", high, write},
    Row<181, api<virNWFilterUndefine, rpc::ObjectArgs<rpc::NetworkFilter>, rpc::Nothing>>{
        "NWFILTER_UNDEFINE", high, write},
    Row<286,
        api<virConnectListAllNWFilters, rpc::ListAllArgs, rpc::ListAllResult<rpc::NetworkFilter>>>{
        "CONNECT_LIST_ALL_NWFILTERS", high, read},
    Row<397, api<virNWFilterBindingLookupByPortDev, rpc::TextArgs,
                 rpc::ObjectResult<rpc::FilterBinding>>>{"NWFILTER_BINDING_LOOKUP_BY_PORT_DEV",
                                                         high, read},
    Row<398, api<virNWFilterBindingGetXMLDesc, rpc::ObjectFlagsArgs<rpc::FilterBinding>,
                 rpc::TextResult>>{"NWFILTER_BINDING_GET_XML_DESC", high, read},
    Row<399, api<virNWFilterBindingCreateXML, rpc::TextFlagsArgs,
                 rpc::ObjectResult<rpc::FilterBinding>>>{"NWFILTER_BINDING_CREATE_XML", high,
                                                         write},
    Row<400, api<virNWFilterBindingDelete, rpc::ObjectArgs<rpc::FilterBinding>, rpc::Nothing>>{
        "NWFILTER_BINDING_DELETE", high, write},
    Row<401, api<virConnectListAllNWFilterBindings, rpc::ListAllArgs,
                 rpc::ListAllResult<rpc::FilterBinding>>>{"CONNECT_LIST_ALL_NWFILTER_BINDINGS",
                                                          high, read},
    Row<431,
        api<virNWFilterDefineXMLFlags, rpc::TextFlagsArgs, rpc::ObjectResult<rpc::NetworkFilter>>>{
        "NWFILTER_DEFINE_XML_FLAGS", high, write},
};

Family filters_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_FILTERS_H_
