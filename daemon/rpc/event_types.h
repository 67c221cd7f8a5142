// Arguments of the calls that ask for events, and the messages by which events are told.
//
// A message told in the new style has the client's callback id before it (CallbackMessage).
#ifndef INTERLEAVE_DAEMON_RPC_EVENT_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_EVENT_TYPES_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

inline constexpr std::size_t kGraphicsIdentityLimit = 20;
inline constexpr std::size_t kTunableLimit = 2048;
inline constexpr std::size_t kJobCompletedLimit = 64;

// The old style: by the event's number, one for each client.
struct EventIdArgs {
  std::int32_t event = 0;
};
// The new style: the events of one object, or of all. Each registration has an id.
template <class Object>
struct EventRegisterArgs {
  std::int32_t event = 0;  // of the enumeration that belongs to the object
  std::optional<Object> object;
};
struct CallbackArgs {
  std::int32_t callback = 0;
};
struct CallbackResult {
  std::int32_t callback = 0;
};

template <class Message>
struct CallbackMessage {
  std::int32_t callback = 0;
  Message message;
};

// Of a network, a pool, a device or a secret.
template <class Object>
struct LifecycleMessage {
  Object object;
  std::int32_t event = 0;
  std::int32_t detail = 0;
};
template <class Object>
struct ObjectMessage {
  Object object;
};
using DomainLifecycleMessage = LifecycleMessage<Domain>;
using DomainMessage = ObjectMessage<Domain>;

struct RtcChangeMessage {
  Domain domain;
  std::int64_t offset = 0;  // seconds
};
// Something has happened for a reason, an action was taken, an iteration begins.
struct DomainNumberMessage {
  Domain domain;
  std::int32_t number = 0;
};
struct IoErrorMessage {
  Domain domain;
  String source;
  String device;
  std::int32_t action = 0;  // virDomainEventIOErrorAction
};
struct IoErrorReasonMessage {
  Domain domain;
  String source;
  String device;
  std::int32_t action = 0;
  String reason;
};
struct GraphicsAddress {
  std::int32_t family = 0;  // virDomainEventGraphicsAddressType
  String node;
  String service;
};
struct GraphicsIdentity {
  String type;
  String name;
};
struct GraphicsMessage {
  Domain domain;
  std::int32_t phase = 0;  // virDomainEventGraphicsPhase
  GraphicsAddress local;
  GraphicsAddress remote;
  String scheme;
  List<GraphicsIdentity, kGraphicsIdentityLimit> subject;
};
struct BlockJobMessage {
  Domain domain;
  String disk;              // its path, or its target
  std::int32_t type = 0;    // virDomainBlockJobType
  std::int32_t status = 0;  // virConnectDomainEventBlockJobStatus
};
struct DiskChangeMessage {
  Domain domain;
  std::optional<String> old_source;
  std::optional<String> new_source;
  String device;
  std::int32_t reason = 0;  // virConnectDomainEventDiskChangeReason
};
struct TrayChangeMessage {
  Domain domain;
  String device;
  std::int32_t reason = 0;  // virDomainEventTrayChangeReason
};
// New style only: the reason comes before the domain.
struct PowerMessage {
  std::int32_t reason = 0;
  Domain domain;
};
struct BalloonChangeMessage {
  Domain domain;
  std::uint64_t actual = 0;  // KiB
};
struct DomainDeviceMessage {
  Domain domain;
  String device;
};
template <std::size_t Limit>
struct ParametersMessage {
  Domain domain;
  List<TypedParameter, Limit> parameters;
};
struct AgentLifecycleMessage {
  Domain domain;
  std::int32_t state = 0;   // virConnectDomainEventAgentLifecycleState
  std::int32_t reason = 0;  // virConnectDomainEventAgentLifecycleReason
};
struct MetadataChangeMessage {
  Domain domain;
  std::int32_t type = 0;  // virDomainMetadataType
  std::optional<String> uri;
};
struct BlockThresholdMessage {
  Domain domain;
  String device;
  std::optional<String> path;
  std::uint64_t threshold = 0;  // bytes
  std::uint64_t excess = 0;     // bytes
};
struct MemoryFailureMessage {
  Domain domain;
  std::int32_t recipient = 0;  // virDomainEventMemoryFailureRecipientType
  std::int32_t action = 0;     // virDomainEventMemoryFailureActionType
  std::uint32_t flags = 0;
};
struct MemoryDeviceSizeMessage {
  Domain domain;
  String device;
  std::uint64_t size = 0;  // KiB
};

// The server's own connection is lost.
struct ConnectionClosedMessage {
  std::int32_t reason = 0;  // virConnectCloseReason
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_EVENT_TYPES_H_
