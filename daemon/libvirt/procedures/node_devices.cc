#include "daemon/libvirt/procedures/node_devices.h"

namespace interleave::daemon::procedures {
rpc::Outcome<rpc::OptionalTextResult> device_parent(virConnectPtr connection,
                                                    const rpc::ObjectArgs<rpc::NodeDevice>& args) {
  const rpc::Outcome<NodeDeviceRef> device = find_object(connection, args.object);
  if (!device.ok()) return device.error();
  const char* parent = virNodeDeviceGetParent(device.value().get());
  rpc::OptionalTextResult result;
  if (parent != nullptr) result.text = rpc::String(parent);
  return result;
}

Family node_devices_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kNodeDevicesRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
