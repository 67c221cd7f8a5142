#include "daemon/libvirt/events/object_events.h"

#include "daemon/libvirt/events/relay.h"

namespace interleave::daemon {
namespace {

// How the lifecycle of an object, and that it has changed, are told.
template <std::int32_t Procedure, class Wire, class Generic, class Object>
Generic lifecycle() {
  using Message = rpc::LifecycleMessage<Wire>;
  return generic<Generic>(&Relay<Object, int, int>::template tell<Procedure, Message>);
}
template <std::int32_t Procedure, class Wire, class Generic, class Object>
Generic change() {
  return generic<Generic>(&Relay<Object>::template tell<Procedure, rpc::ObjectMessage<Wire>>);
}

}  // namespace

virConnectNetworkEventGenericCallback network_event_callback(std::int32_t event) {
  using Generic = virConnectNetworkEventGenericCallback;
  if (event != VIR_NETWORK_EVENT_ID_LIFECYCLE) return nullptr;
  return lifecycle<315, rpc::Network, Generic, virNetwork>();
}

virConnectStoragePoolEventGenericCallback storage_pool_event_callback(std::int32_t event) {
  using Generic = virConnectStoragePoolEventGenericCallback;
  switch (event) {
    case VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE:
      return lifecycle<370, rpc::StoragePool, Generic, virStoragePool>();
    case VIR_STORAGE_POOL_EVENT_ID_REFRESH:
      return change<373, rpc::StoragePool, Generic, virStoragePool>();
    default:
      return nullptr;
  }
}

virConnectNodeDeviceEventGenericCallback node_device_event_callback(std::int32_t event) {
  using Generic = virConnectNodeDeviceEventGenericCallback;
  switch (event) {
    case VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE:
      return lifecycle<376, rpc::NodeDevice, Generic, virNodeDevice>();
    case VIR_NODE_DEVICE_EVENT_ID_UPDATE:
      return change<377, rpc::NodeDevice, Generic, virNodeDevice>();
    default:
      return nullptr;
  }
}

virConnectSecretEventGenericCallback secret_event_callback(std::int32_t event) {
  using Generic = virConnectSecretEventGenericCallback;
  switch (event) {
    case VIR_SECRET_EVENT_ID_LIFECYCLE:
      return lifecycle<382, rpc::Secret, Generic, virSecret>();
    case VIR_SECRET_EVENT_ID_VALUE_CHANGED:
      return change<383, rpc::Secret, Generic, virSecret>();
    default:
      return nullptr;
  }
}

}  // namespace interleave::daemon
