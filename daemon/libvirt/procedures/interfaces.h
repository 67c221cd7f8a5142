// Procedures about the network interfaces of the host.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_INTERFACES_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_INTERFACES_H_

#include "daemon/libvirt/procedures/rows.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kInterfacesRows{
    Row<126, api<virConnectNumOfInterfaces, rpc::Nothing, rpc::NumberResult>>{
        "CONNECT_NUM_OF_INTERFACES", high, read},
    Row<127, api<virConnectListInterfaces, rpc::RoomArgs, rpc::NamesResult>>{
        "CONNECT_LIST_INTERFACES", high, read},
    Row<128, api<virInterfaceLookupByName, rpc::TextArgs, rpc::ObjectResult<rpc::Interface>>>{
        "INTERFACE_LOOKUP_BY_NAME", high, read},
    Row<129, api<virInterfaceLookupByMACString, rpc::TextArgs, rpc::ObjectResult<rpc::Interface>>>{
        "INTERFACE_LOOKUP_BY_MAC_STRING", high, read},
    Row<130, api<virInterfaceGetXMLDesc, rpc::ObjectFlagsArgs<rpc::Interface>, rpc::TextResult>>{
        "INTERFACE_GET_XML_DESC", ordinary, read},
    Row<131, api<virInterfaceDefineXML, rpc::TextFlagsArgs, rpc::ObjectResult<rpc::Interface>>>{
        "INTERFACE_DEFINE_XML", high, write},
    Row<132, api<virInterfaceUndefine, rpc::ObjectArgs<rpc::Interface>, rpc::Nothing>>{
        "INTERFACE_UNDEFINE", high, write},
    Row<133, api<virInterfaceCreate, rpc::ObjectFlagsArgs<rpc::Interface>, rpc::Nothing>>{
        "INTERFACE_CREATE", ordinary, write},
    Row<134, api<virInterfaceDestroy, rpc::ObjectFlagsArgs<rpc::Interface>, rpc::Nothing>>{
        "INTERFACE_DESTROY", high, write},
    Row<137, api<virConnectNumOfDefinedInterfaces, rpc::Nothing, rpc::NumberResult>>{
        "CONNECT_NUM_OF_DEFINED_INTERFACES", high, read},
    Row<138, api<virConnectListDefinedInterfaces, rpc::RoomArgs, rpc::NamesResult>>{
        "CONNECT_LIST_DEFINED_INTERFACES", high, read},
    Row<156, api<virInterfaceIsActive, rpc::ObjectArgs<rpc::Interface>, rpc::NumberResult>>{
        "INTERFACE_IS_ACTIVE", high, read},
    Row<220, api<virInterfaceChangeBegin, rpc::FlagsArgs, rpc::Nothing>>{"INTERFACE_CHANGE_BEGIN",
                                                                         ordinary, write},
    Row<221, api<virInterfaceChangeCommit, rpc::FlagsArgs, rpc::Nothing>>{"INTERFACE_CHANGE_COMMIT",
                                                                          ordinary, write},
    Row<222, api<virInterfaceChangeRollback, rpc::FlagsArgs, rpc::Nothing>>{
        "INTERFACE_CHANGE_ROLLBACK", ordinary, write},
    Row<284,
        api<virConnectListAllInterfaces, rpc::ListAllArgs, rpc::ListAllResult<rpc::Interface>>>{
        "CONNECT_LIST_ALL_INTERFACES", high, read},
};

Family interfaces_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_INTERFACES_H_
