#include "daemon/libvirt/procedures/events.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/libvirt/events/domain_events.h"
#include "daemon/libvirt/events/object_events.h"
#include "daemon/libvirt/objects.h"
#include "daemon/rpc/error.h"

namespace interleave::daemon::procedures {
namespace {

// As in "unsupported network event ID 5".
std::string_view name_of(EventFamily family) {
  switch (family) {
    case EventFamily::domain:
    case EventFamily::old_domain:
      return "domain event";
    case EventFamily::network:
      return "network event";
    case EventFamily::storage_pool:
      return "storage pool event";
    case EventFamily::node_device:
      return "node device event";
    case EventFamily::secret:
      return "secret event";
  }
  return "event";
}

rpc::Error unsupported(EventFamily family, std::int32_t event) {
  const bool domain = family == EventFamily::domain || family == EventFamily::old_domain;
  return rpc::internal_error("unsupported " + std::string(domain ? "event" : name_of(family)) +
                             " ID " + std::to_string(event));
}

// Asks libvirt by `function` for an event, of one object where one is named.
template <class Callback, class Wire, class Function>
rpc::Outcome<std::int32_t> add_event(LibvirtCall& call, EventFamily family, std::int32_t event,
                                     Callback callback, const std::optional<Wire>& named,
                                     Function function) {
  const ConnectionRef connection = call.connection.reference();
  if (!connection) return not_open_error();
  if (callback == nullptr) return unsupported(family, event);
  using Found = decltype(find_object(nullptr, std::declval<const Wire&>()));
  Found object{typename Found::Value{}};
  if (named) object = find_object(connection.get(), *named);
  if (!object.ok()) return object.error();
  call.tell_session = true;
  return call.registrations.add(family, event, call.header.serial, [&](void* lent) {
    return function(connection.get(), object.value().get(), event, callback, lent,
                    EventSource::release);
  });
}

rpc::Outcome<std::int32_t> add_old_event(LibvirtCall& call, std::int32_t event) {
  return add_event(call, EventFamily::old_domain, event, domain_event_callback(event, true),
                   std::optional<rpc::Domain>(), virConnectDomainEventRegisterAny);
}

rpc::Outcome<rpc::CallbackResult> callback_result(const rpc::Outcome<std::int32_t>& added) {
  if (!added.ok()) return added.error();
  return rpc::CallbackResult{.callback = added.value()};
}

}  // namespace

// The result says nothing: the protocol's generator once could not do without one.
rpc::Outcome<rpc::NumberResult> register_lifecycle(LibvirtCall& call, const rpc::Nothing&) {
  const auto added = add_old_event(call, VIR_DOMAIN_EVENT_ID_LIFECYCLE);
  if (!added.ok()) return added.error();
  return rpc::NumberResult{};
}

rpc::Outcome<rpc::NumberResult> deregister_lifecycle(LibvirtCall& call, const rpc::Nothing&) {
  const auto removed = remove_event(call, EventFamily::old_domain, VIR_DOMAIN_EVENT_ID_LIFECYCLE);
  if (!removed.ok()) return removed.error();
  return rpc::NumberResult{};
}

rpc::Outcome<rpc::Nothing> register_event(LibvirtCall& call, const rpc::EventIdArgs& args) {
  const auto added = add_old_event(call, args.event);
  if (!added.ok()) return added.error();
  return rpc::Nothing{};
}

rpc::Outcome<rpc::Nothing> deregister_event(LibvirtCall& call, const rpc::EventIdArgs& args) {
  return remove_event(call, EventFamily::old_domain, args.event);
}

rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::Domain>& args) {
  return callback_result(add_event(call, EventFamily::domain, args.event,
                                   domain_event_callback(args.event, false), args.object,
                                   virConnectDomainEventRegisterAny));
}

rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::Network>& args) {
  return callback_result(add_event(call, EventFamily::network, args.event,
                                   network_event_callback(args.event), args.object,
                                   virConnectNetworkEventRegisterAny));
}

rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::StoragePool>& args) {
  return callback_result(add_event(call, EventFamily::storage_pool, args.event,
                                   storage_pool_event_callback(args.event), args.object,
                                   virConnectStoragePoolEventRegisterAny));
}

rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::NodeDevice>& args) {
  return callback_result(add_event(call, EventFamily::node_device, args.event,
                                   node_device_event_callback(args.event), args.object,
                                   virConnectNodeDeviceEventRegisterAny));
}

rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::Secret>& args) {
  return callback_result(add_event(call, EventFamily::secret, args.event,
                                   secret_event_callback(args.event), args.object,
                                   virConnectSecretEventRegisterAny));
}

rpc::Outcome<rpc::Nothing> remove_event(LibvirtCall& call, EventFamily family, std::int32_t which) {
  const ConnectionRef connection = call.connection.reference();
  if (!connection) return not_open_error();
  std::optional<rpc::Outcome<rpc::Nothing>> removed =
      call.registrations.remove(family, which, connection.get());
  if (removed) return *std::move(removed);
  return rpc::internal_error(std::string(name_of(family)) +
                             (family == EventFamily::old_domain ? " " : " callback ") +
                             std::to_string(which) + " not registered");
}

Family event_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kEventRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
