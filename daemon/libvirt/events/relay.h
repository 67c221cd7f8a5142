// libvirt's event callbacks, made from the messages' types: what libvirt says of an object becomes
// the fields of a message, in their order.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_EVENTS_RELAY_H_
#define INTERLEAVE_DAEMON_LIBVIRT_EVENTS_RELAY_H_

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

#include <libvirt/libvirt.h>

#include "daemon/libvirt/events/event_source.h"
#include "daemon/libvirt/objects.h"
#include "daemon/rpc/event_types.h"
#include "daemon/rpc/fields.h"

namespace interleave::daemon {

namespace relay_detail {

template <std::integral T, std::integral U>
void assign(T& field, U value) {
  field = static_cast<T>(value);
}
inline void assign(rpc::String& field, const char* text) {
  if (text != nullptr) field = rpc::String(text);
}
inline void assign(std::optional<rpc::String>& field, const char* text) {
  if (text != nullptr) field.emplace(text);
}
inline void assign(rpc::GraphicsAddress& field, const virDomainEventGraphicsAddress* address) {
  assign(field.family, address->family);
  assign(field.node, address->node);
  assign(field.service, address->service);
}
template <std::size_t Limit>
void assign(rpc::List<rpc::GraphicsIdentity, Limit>& field,
            const virDomainEventGraphicsSubject* subject) {
  for (int i = 0; i < subject->nidentity; ++i) {
    rpc::GraphicsIdentity& identity = field.emplace_back();
    assign(identity.type, subject->identities[i].type);
    assign(identity.name, subject->identities[i].name);
  }
}

}  // namespace relay_detail

// The object first, then the arguments.
template <class Message, class Object, class... Args>
Message message_of(Object* object, Args... args) {
  using relay_detail::assign;
  Message message;
  auto fields = rpc::fields_of(message);
  std::get<0>(fields) = to_wire(object);
  [&]<std::size_t... Index>(std::index_sequence<Index...>) {
    (assign(std::get<Index + 1>(fields), args), ...);
  }(std::index_sequence_for<Args...>{});
  return message;
}

// How one event of one kind of object is told; Args are what libvirt's callback has between the
// object and the opaque pointer.
template <class Object, class... Args>
struct Relay {
  using Callback = void(virConnectPtr, Object*, Args..., void*);

  template <std::int32_t Procedure, class Message>
  static void tell(virConnectPtr, Object* object, Args... args, void* opaque) {
    EventSource::with(opaque, [&](EventSource& source) {
      source.send(Procedure, message_of<Message>(object, args...));
    });
  }
  // In the style that the client has asked for.
  template <std::int32_t Procedure, class Message, std::int32_t OldProcedure>
  static void tell_both(virConnectPtr, Object* object, Args... args, void* opaque) {
    EventSource::with(opaque, [&](EventSource& source) {
      if (source.old_style()) {
        source.send_old(OldProcedure, message_of<Message>(object, args...));
      } else {
        source.send(Procedure, message_of<Message>(object, args...));
      }
    });
  }
};

// libvirt takes callbacks of every kind as the one without arguments, and casts back.
template <class Generic, class Callback>
Generic generic(Callback* callback) {
  return reinterpret_cast<Generic>(reinterpret_cast<void (*)()>(callback));  // NOLINT
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_EVENTS_RELAY_H_
