#include "daemon/libvirt/events/domain_events.h"

#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "daemon/libvirt/events/relay.h"
#include "daemon/libvirt/typed_parameters.h"

namespace interleave::daemon {
namespace {

using Generic = virConnectDomainEventGenericCallback;
using Text = const char*;
using Size = unsigned long long;

struct DomainEvent {
  virDomainEventID id;
  Generic callback;
  bool both_styles;  // told in the old style too
};

template <class... Args>
using On = Relay<virDomain, Args...>;

template <std::int32_t Procedure, class Message, std::int32_t Old, class... Args>
DomainEvent both(virDomainEventID id) {
  return {id, generic<Generic>(&On<Args...>::template tell_both<Procedure, Message, Old>), true};
}
template <std::int32_t Procedure, class Message, class... Args>
DomainEvent one(virDomainEventID id) {
  return {id, generic<Generic>(&On<Args...>::template tell<Procedure, Message>), false};
}

// The old style knows nothing of the reason.
template <std::int32_t Procedure, std::int32_t Old>
void tell_power(virConnectPtr, virDomainPtr domain, int reason, void* opaque) {
  EventSource::with(opaque, [&](EventSource& source) {
    if (source.old_style()) {
      source.send_old(Old, message_of<rpc::DomainMessage>(domain));
    } else {
      source.send(Procedure, rpc::PowerMessage{.reason = reason, .domain = to_wire(domain)});
    }
  });
}
template <std::int32_t Procedure, std::int32_t Old>
DomainEvent power(virDomainEventID id) {
  return {id, generic<Generic>(&tell_power<Procedure, Old>), true};
}

template <std::int32_t Procedure, std::size_t Limit>
void tell_parameters(virConnectPtr, virDomainPtr domain, virTypedParameterPtr parameters, int count,
                     void* opaque) {
  EventSource::with(opaque, [&](EventSource& source) {
    auto message = message_of<rpc::ParametersMessage<Limit>>(domain);
    message.parameters = to_wire(std::span(parameters, static_cast<std::size_t>(count)));
    source.send(Procedure, std::move(message));
  });
}
template <std::int32_t Procedure, std::size_t Limit>
DomainEvent parameters(virDomainEventID id) {
  return {id, generic<Generic>(&tell_parameters<Procedure, Limit>), false};
}

// In the order of virDomainEventID.
const auto& table() {
  using Address = const virDomainEventGraphicsAddress*;
  using Subject = const virDomainEventGraphicsSubject*;
  static const std::array kTable{
      both<318, rpc::DomainLifecycleMessage, 107, int, int>(VIR_DOMAIN_EVENT_ID_LIFECYCLE),
      both<319, rpc::DomainMessage, 169>(VIR_DOMAIN_EVENT_ID_REBOOT),
      both<320, rpc::RtcChangeMessage, 170, long long>(VIR_DOMAIN_EVENT_ID_RTC_CHANGE),
      both<321, rpc::DomainNumberMessage, 171, int>(VIR_DOMAIN_EVENT_ID_WATCHDOG),
      both<322, rpc::IoErrorMessage, 172, Text, Text, int>(VIR_DOMAIN_EVENT_ID_IO_ERROR),
      both<323, rpc::GraphicsMessage, 173, int, Address, Address, Text, Subject>(
          VIR_DOMAIN_EVENT_ID_GRAPHICS),
      both<324, rpc::IoErrorReasonMessage, 195, Text, Text, int, Text>(
          VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON),
      both<325, rpc::DomainMessage, 219>(VIR_DOMAIN_EVENT_ID_CONTROL_ERROR),
      both<326, rpc::BlockJobMessage, 241, Text, int, int>(VIR_DOMAIN_EVENT_ID_BLOCK_JOB),
      both<327, rpc::DiskChangeMessage, 248, Text, Text, Text, int>(
          VIR_DOMAIN_EVENT_ID_DISK_CHANGE),
      both<328, rpc::TrayChangeMessage, 268, Text, int>(VIR_DOMAIN_EVENT_ID_TRAY_CHANGE),
      power<329, 269>(VIR_DOMAIN_EVENT_ID_PMWAKEUP),
      power<330, 270>(VIR_DOMAIN_EVENT_ID_PMSUSPEND),
      both<331, rpc::BalloonChangeMessage, 276, Size>(VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE),
      power<332, 292>(VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK),
      both<333, rpc::DomainDeviceMessage, 311, Text>(VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED),
      one<339, rpc::BlockJobMessage, Text, int, int>(VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2),
      parameters<346, rpc::kTunableLimit>(VIR_DOMAIN_EVENT_ID_TUNABLE),
      one<348, rpc::AgentLifecycleMessage, int, int>(VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE),
      one<354, rpc::DomainDeviceMessage, Text>(VIR_DOMAIN_EVENT_ID_DEVICE_ADDED),
      one<359, rpc::DomainNumberMessage, int>(VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION),
      parameters<363, rpc::kJobCompletedLimit>(VIR_DOMAIN_EVENT_ID_JOB_COMPLETED),
      one<367, rpc::DomainDeviceMessage, Text>(VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED),
      one<379, rpc::MetadataChangeMessage, int, Text>(VIR_DOMAIN_EVENT_ID_METADATA_CHANGE),
      one<385, rpc::BlockThresholdMessage, Text, Text, Size, Size>(
          VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD),
      one<423, rpc::MemoryFailureMessage, int, int, unsigned>(VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE),
      one<438, rpc::MemoryDeviceSizeMessage, Text, Size>(
          VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE),
  };
  return kTable;
}

}  // namespace

virConnectDomainEventGenericCallback domain_event_callback(std::int32_t event, bool old_style) {
  for (const DomainEvent& each : table()) {
    if (each.id == event) return each.both_styles || !old_style ? each.callback : nullptr;
  }
  return nullptr;
}

}  // namespace interleave::daemon
