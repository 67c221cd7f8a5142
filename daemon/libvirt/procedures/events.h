// Procedures about events: a client asks for them, and takes that back.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_EVENTS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_EVENTS_H_

#include "daemon/libvirt/events/registrations.h"
#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/event_types.h"

namespace interleave::daemon::procedures {

// Domains, the old style.
rpc::Outcome<rpc::NumberResult> register_lifecycle(LibvirtCall& call, const rpc::Nothing&);
rpc::Outcome<rpc::NumberResult> deregister_lifecycle(LibvirtCall& call, const rpc::Nothing&);
rpc::Outcome<rpc::Nothing> register_event(LibvirtCall& call, const rpc::EventIdArgs& args);
rpc::Outcome<rpc::Nothing> deregister_event(LibvirtCall& call, const rpc::EventIdArgs& args);

// The new style: the events of one object, or of all of its kind.
rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::Domain>& args);
rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::Network>& args);
rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::StoragePool>& args);
rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::NodeDevice>& args);
rpc::Outcome<rpc::CallbackResult> register_object_event(
    LibvirtCall& call, const rpc::EventRegisterArgs<rpc::Secret>& args);

rpc::Outcome<rpc::Nothing> remove_event(LibvirtCall& call, EventFamily family, std::int32_t which);
template <EventFamily Kind>
rpc::Outcome<rpc::Nothing> deregister_object_event(LibvirtCall& call,
                                                   const rpc::CallbackArgs& args) {
  return remove_event(call, Kind, args.callback);
}

// One of the overloads above, as a row wants it.
template <class Object>
rpc::Outcome<rpc::CallbackResult> register_event_of(LibvirtCall& call,
                                                    const rpc::EventRegisterArgs<Object>& args) {
  return register_object_event(call, args);
}

inline constexpr std::tuple kEventRows{
    Row<105, register_lifecycle>{"CONNECT_DOMAIN_EVENT_REGISTER", high, read},
    Row<106, deregister_lifecycle>{"CONNECT_DOMAIN_EVENT_DEREGISTER", high, read},
    Row<167, register_event>{"CONNECT_DOMAIN_EVENT_REGISTER_ANY", high, read},
    Row<168, deregister_event>{"CONNECT_DOMAIN_EVENT_DEREGISTER_ANY", high, read},
    Row<313, register_event_of<rpc::Network>>{"CONNECT_NETWORK_EVENT_REGISTER_ANY", high, read},
    Row<314, deregister_object_event<EventFamily::network>>{"CONNECT_NETWORK_EVENT_DEREGISTER_ANY",
                                                            high, read},
    Row<316, register_event_of<rpc::Domain>>{"CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY", high,
                                             read},
    Row<317, deregister_object_event<EventFamily::domain>>{
        "CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY", high, read},
    Row<368, register_event_of<rpc::StoragePool>>{"CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY", high,
                                                  read},
    Row<369, deregister_object_event<EventFamily::storage_pool>>{
        "CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY", high, read},
    Row<374, register_event_of<rpc::NodeDevice>>{"CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY", high,
                                                 read},
    Row<375, deregister_object_event<EventFamily::node_device>>{
        "CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY", high, read},
    Row<380, register_event_of<rpc::Secret>>{"CONNECT_SECRET_EVENT_REGISTER_ANY", high, read},
    Row<381, deregister_object_event<EventFamily::secret>>{"CONNECT_SECRET_EVENT_DEREGISTER_ANY",
                                                           high, read},
};

Family event_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_EVENTS_H_
