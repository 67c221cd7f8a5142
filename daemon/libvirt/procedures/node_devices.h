// Procedures about the devices of the host.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_DEVICES_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_DEVICES_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/node_types.h"

namespace interleave::daemon::procedures {

// A device without a parent is not an error.
rpc::Outcome<rpc::OptionalTextResult> device_parent(virConnectPtr connection,
                                                    const rpc::ObjectArgs<rpc::NodeDevice>& args);

inline constexpr std::tuple kNodeDevicesRows{
    Row<111, api<virNodeNumOfDevices, rpc::OptionalTextFlagsArgs, rpc::NumberResult>>{
        "NODE_NUM_OF_DEVICES", high, read},
    Row<112,
        api<virNodeListDevices, rpc::ListDevicesArgs, rpc::TextsResult<rpc::kNodeDeviceLimit>>>{
        "NODE_LIST_DEVICES", high, read},
    Row<113, api<virNodeDeviceLookupByName, rpc::TextArgs, rpc::ObjectResult<rpc::NodeDevice>>>{
        "NODE_DEVICE_LOOKUP_BY_NAME", high, read},
    Row<114, api<virNodeDeviceGetXMLDesc, rpc::ObjectFlagsArgs<rpc::NodeDevice>, rpc::TextResult>>{
        "NODE_DEVICE_GET_XML_DESC", ordinary, read},
    Row<115, device_parent>{"NODE_DEVICE_GET_PARENT", high, read},
    Row<116, api<virNodeDeviceNumOfCaps, rpc::ObjectArgs<rpc::NodeDevice>, rpc::NumberResult>>{
        "NODE_DEVICE_NUM_OF_CAPS", high, read},
    Row<117, api<virNodeDeviceListCaps,
                 rpc::ObjectRoomArgs<rpc::NodeDevice, rpc::kDeviceCapabilityLimit>,
                 rpc::TextsResult<rpc::kDeviceCapabilityLimit>>>{"NODE_DEVICE_LIST_CAPS", high,
                                                                 read},
    Row<118, api<virNodeDeviceDettach, rpc::ObjectArgs<rpc::NodeDevice>, rpc::Nothing>>{
        "NODE_DEVICE_DETTACH", ordinary, write},
    Row<119, api<virNodeDeviceReAttach, rpc::ObjectArgs<rpc::NodeDevice>, rpc::Nothing>>{
        "NODE_DEVICE_RE_ATTACH", ordinary, write},
    Row<120, api<virNodeDeviceReset, rpc::ObjectArgs<rpc::NodeDevice>, rpc::Nothing>>{
        "NODE_DEVICE_RESET", ordinary, write},
    Row<123, api<virNodeDeviceCreateXML, rpc::TextFlagsArgs, rpc::ObjectResult<rpc::NodeDevice>>>{
        "NODE_DEVICE_CREATE_XML", ordinary, write},
    Row<124, api<virNodeDeviceDestroy, rpc::ObjectArgs<rpc::NodeDevice>, rpc::Nothing>>{
        "NODE_DEVICE_DESTROY", high, write},
    Row<285, api<virConnectListAllNodeDevices, rpc::ListAllArgs,
                 rpc::ListAllResult<rpc::NodeDevice, rpc::kNodeDeviceLimit>>>{
        "CONNECT_LIST_ALL_NODE_DEVICES", high, read},
    Row<297, api<virNodeDeviceLookupSCSIHostByWWN, rpc::TwoTextsFlagsArgs,
                 rpc::ObjectResult<rpc::NodeDevice>>>{"NODE_DEVICE_LOOKUP_SCSI_HOST_BY_WWN", high,
                                                      read},
    Row<301, api<virNodeDeviceDetachFlags, rpc::ObjectOptionalTextFlagsArgs<rpc::NodeDevice>,
                 rpc::Nothing>>{"NODE_DEVICE_DETACH_FLAGS", ordinary, write},
    Row<428, api<virNodeDeviceDefineXML, rpc::TextFlagsArgs, rpc::ObjectResult<rpc::NodeDevice>>>{
        "NODE_DEVICE_DEFINE_XML", ordinary, write},
    Row<429, api<virNodeDeviceUndefine, rpc::ObjectFlagsArgs<rpc::NodeDevice>, rpc::Nothing>>{
        "NODE_DEVICE_UNDEFINE", high, write},
    Row<430, api<virNodeDeviceCreate, rpc::ObjectFlagsArgs<rpc::NodeDevice>, rpc::Nothing>>{
        "NODE_DEVICE_CREATE", high, write},
    Row<433, api<virNodeDeviceGetAutostart, rpc::ObjectArgs<rpc::NodeDevice>, rpc::NumberResult>>{
        "NODE_DEVICE_GET_AUTOSTART", high, write},
    Row<434, api<virNodeDeviceSetAutostart, rpc::ObjectNumberArgs<rpc::NodeDevice>, rpc::Nothing>>{
        "NODE_DEVICE_SET_AUTOSTART", high, write},
    Row<435, api<virNodeDeviceIsPersistent, rpc::ObjectArgs<rpc::NodeDevice>, rpc::NumberResult>>{
        "NODE_DEVICE_IS_PERSISTENT", high, read},
    Row<436, api<virNodeDeviceIsActive, rpc::ObjectArgs<rpc::NodeDevice>, rpc::NumberResult>>{
        "NODE_DEVICE_IS_ACTIVE", high, read},
};

Family node_devices_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_DEVICES_H_
