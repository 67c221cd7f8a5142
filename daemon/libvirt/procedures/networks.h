// Procedures about virtual networks and their ports.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NETWORKS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NETWORKS_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/network_types.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kNetworksRows{
    Row<36, api<virConnectListDefinedNetworks, rpc::RoomArgs, rpc::NamesResult>>{
        "CONNECT_LIST_DEFINED_NETWORKS", high, read},
    Row<38, api<virConnectListNetworks, rpc::RoomArgs, rpc::NamesResult>>{"CONNECT_LIST_NETWORKS",
                                                                          high, read},
    Row<39, api<virNetworkCreate, rpc::ObjectArgs<rpc::Network>, rpc::Nothing>>{"NETWORK_CREATE",
                                                                                ordinary, write},
    Row<40, api<virNetworkCreateXML, rpc::TextArgs, rpc::ObjectResult<rpc::Network>>>{
        "NETWORK_CREATE_XML", ordinary, write},
    Row<41, api<virNetworkDefineXML, rpc::TextArgs, rpc::ObjectResult<rpc::Network>>>{
        "NETWORK_DEFINE_XML", high, write},
    Row<42, api<virNetworkDestroy, rpc::ObjectArgs<rpc::Network>, rpc::Nothing>>{"NETWORK_DESTROY",
                                                                                 high, write},
    Row<43, api<virNetworkGetXMLDesc, rpc::ObjectFlagsArgs<rpc::Network>, rpc::TextResult>>{
        "NETWORK_GET_XML_DESC", high, read},
    Row<44, api<virNetworkGetAutostart, rpc::ObjectArgs<rpc::Network>, rpc::NumberResult>>{
        "NETWORK_GET_AUTOSTART", high, read},
    Row<45, api<virNetworkGetBridgeName, rpc::ObjectArgs<rpc::Network>, rpc::TextResult>>{
        "NETWORK_GET_BRIDGE_NAME", high, read},
    Row<46, api<virNetworkLookupByName, rpc::TextArgs, rpc::ObjectResult<rpc::Network>>>{
        "NETWORK_LOOKUP_BY_NAME", high, read},
    Row<47, api<virNetworkLookupByUUID, rpc::UuidArgs, rpc::ObjectResult<rpc::Network>>>{
        "NETWORK_LOOKUP_BY_UUID", high, read},
    Row<48, api<virNetworkSetAutostart, rpc::ObjectNumberArgs<rpc::Network>, rpc::Nothing>>{
        "NETWORK_SET_AUTOSTART", high, write},
    Row<49, api<virNetworkUndefine, rpc::ObjectArgs<rpc::Network>, rpc::Nothing>>{
        "NETWORK_UNDEFINE", high, write},
    Row<50, api<virConnectNumOfDefinedNetworks, rpc::Nothing, rpc::NumberResult>>{
        "CONNECT_NUM_OF_DEFINED_NETWORKS", high, read},
    Row<52, api<virConnectNumOfNetworks, rpc::Nothing, rpc::NumberResult>>{
        "CONNECT_NUM_OF_NETWORKS", high, read},
    Row<152, api<virNetworkIsActive, rpc::ObjectArgs<rpc::Network>, rpc::NumberResult>>{
        "NETWORK_IS_ACTIVE", high, read},
    Row<153, api<virNetworkIsPersistent, rpc::ObjectArgs<rpc::Network>, rpc::NumberResult>>{
        "NETWORK_IS_PERSISTENT", high, read},
    Row<283, api<virConnectListAllNetworks, rpc::ListAllArgs, rpc::ListAllResult<rpc::Network>>>{
        "CONNECT_LIST_ALL_NETWORKS", high, read},
    Row<291, api<virNetworkUpdate, rpc::NetworkUpdateArgs, rpc::Nothing>>{"NETWORK_UPDATE", high,
                                                                          write},
    Row<341, api<virNetworkGetDHCPLeases, rpc::DhcpLeasesArgs,
                 rpc::ListAllResult<rpc::DhcpLease, rpc::kDhcpLeaseLimit>>>{
        "NETWORK_GET_DHCP_LEASES", ordinary, read},
    Row<432, api<virNetworkDefineXMLFlags, rpc::TextFlagsArgs, rpc::ObjectResult<rpc::Network>>>{
        "NETWORK_DEFINE_XML_FLAGS", high, write},
    Row<437, api<virNetworkCreateXMLFlags, rpc::TextFlagsArgs, rpc::ObjectResult<rpc::Network>>>{
        "NETWORK_CREATE_XML_FLAGS", high, write},
    Row<404, api<virNetworkListAllPorts, rpc::ObjectListAllArgs<rpc::Network>,
                 rpc::ListAllResult<rpc::NetworkPort>>>{"NETWORK_LIST_ALL_PORTS", high, read},
    Row<405, api<virNetworkPortLookupByUUID, rpc::ObjectUuidArgs<rpc::Network>,
                 rpc::ObjectResult<rpc::NetworkPort>>>{"NETWORK_PORT_LOOKUP_BY_UUID", high, read},
    Row<406, api<virNetworkPortCreateXML, rpc::ObjectTextFlagsArgs<rpc::Network>,
                 rpc::ObjectResult<rpc::NetworkPort>>>{"NETWORK_PORT_CREATE_XML", ordinary, write},
    Row<407, api<virNetworkPortGetParameters,
                 rpc::ObjectParameterRoomFlagsArgs<rpc::NetworkPort, rpc::kTuningLimit>,
                 rpc::CountedParametersResult<rpc::kTuningLimit>>>{"NETWORK_PORT_GET_PARAMETERS",
                                                                   ordinary, read},
    Row<408,
        api<virNetworkPortSetParameters,
            rpc::ObjectParametersFlagsArgs<rpc::NetworkPort, rpc::kTuningLimit>, rpc::Nothing>>{
        "NETWORK_PORT_SET_PARAMETERS", ordinary, write},
    Row<409,
        api<virNetworkPortGetXMLDesc, rpc::ObjectFlagsArgs<rpc::NetworkPort>, rpc::TextResult>>{
        "NETWORK_PORT_GET_XML_DESC", ordinary, read},
    Row<410, api<virNetworkPortDelete, rpc::ObjectFlagsArgs<rpc::NetworkPort>, rpc::Nothing>>{
        "NETWORK_PORT_DELETE", ordinary, write},
};

Family networks_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NETWORKS_H_
