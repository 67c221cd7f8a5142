// The objects of the remote protocol, and the arguments and results that many procedures share.
//
// A struct is the whole definition of a wire type: codec.h lays out its fields in their order.
#ifndef INTERLEAVE_DAEMON_RPC_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_TYPES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

#include "daemon/rpc/limited.h"

namespace interleave::rpc {

// Neither arguments nor results.
struct Nothing {
  bool operator==(const Nothing&) const = default;
};

struct Uuid {
  std::array<std::byte, 16> bytes{};

  bool operator==(const Uuid&) const = default;
};

struct Domain {
  String name;
  Uuid uuid;
  std::int32_t id = -1;  // -1 where it is not running

  bool operator==(const Domain&) const = default;
};

struct Network {
  String name;
  Uuid uuid;

  bool operator==(const Network&) const = default;
};

struct DomainSnapshot {
  String name;
  Domain domain;

  bool operator==(const DomainSnapshot&) const = default;
};

struct DomainCheckpoint {
  String name;
  Domain domain;

  bool operator==(const DomainCheckpoint&) const = default;
};

struct NetworkPort {
  Network network;
  Uuid uuid;

  bool operator==(const NetworkPort&) const = default;
};

struct StoragePool {
  String name;
  Uuid uuid;

  bool operator==(const StoragePool&) const = default;
};

struct StorageVolume {
  String pool;
  String name;
  String key;  // unique on the host

  bool operator==(const StorageVolume&) const = default;
};

struct Interface {
  String name;
  String mac;

  bool operator==(const Interface&) const = default;
};

// Procedures whose argument is a device's name have the same bytes as those with a device.
struct NodeDevice {
  String name;

  bool operator==(const NodeDevice&) const = default;
};

struct Secret {
  Uuid uuid;
  std::int32_t usage_type = 0;  // virSecretUsageType
  String usage_id;

  bool operator==(const Secret&) const = default;
};

struct NetworkFilter {
  String name;
  Uuid uuid;

  bool operator==(const NetworkFilter&) const = default;
};

struct FilterBinding {
  String port_device;
  String filter_name;

  bool operator==(const FilterBinding&) const = default;
};

// One setting or statistic with its type: the cases are in the order of virTypedParameterType.
struct TypedParameter {
  String name;
  std::variant<std::int32_t, std::uint32_t, std::int64_t, std::uint64_t, double, bool, String>
      value;

  bool operator==(const TypedParameter&) const = default;
};

// The body of an error reply: what libvirt's virError has, field by field. domain and network are
// never set by any server.
struct Error {
  std::int32_t code = 0;  // virErrorNumber
  std::int32_t from = 0;  // virErrorDomain
  std::optional<String> message;
  std::int32_t level = 0;  // virErrorLevel
  std::optional<Domain> domain;
  std::optional<String> str1;  // the message's format before its translation
  std::optional<String> str2;
  std::optional<String> str3;
  std::int32_t int1 = 0;
  std::int32_t int2 = 0;
  std::optional<Network> network;

  bool operator==(const Error&) const = default;
};

struct FlagsArgs {
  std::uint32_t flags = 0;
};
// A name or an XML document.
struct TextArgs {
  String text;
};
struct OptionalTextArgs {
  std::optional<String> text;
};
struct OptionalTextFlagsArgs {
  std::optional<String> text;
  std::uint32_t flags = 0;
};
struct TextFlagsArgs {
  String text;
  std::uint32_t flags = 0;
};
struct TwoTextsFlagsArgs {
  String first;
  String second;
  std::uint32_t flags = 0;
};
struct UuidArgs {
  Uuid uuid;
};

// Whether the client wants the elements of a list, or their number only.
enum class NeedResults : std::int32_t { no, yes };
// Room for how many elements the client has; the reply may have up to Limit.
template <std::size_t Limit>
struct Room {
  std::int32_t most = 0;
};
// The same for typed parameters. 0 asks how many there are.
template <std::size_t Limit>
struct ParameterRoom {
  std::int32_t most = 0;
};

struct RoomArgs {
  Room<kListLimit> room;
};
struct ListAllArgs {
  NeedResults need = NeedResults::no;
  std::uint32_t flags = 0;
};

// What is done to one object, or asked of it.
template <class Object>
struct ObjectArgs {
  Object object;
};
template <class Object>
struct ObjectFlagsArgs {
  Object object;
  std::uint32_t flags = 0;
};
template <class Object>
struct ObjectTextArgs {
  Object object;
  String text;
};
template <class Object>
struct ObjectTextFlagsArgs {
  Object object;
  String text;
  std::uint32_t flags = 0;
};
template <class Object>
struct ObjectOptionalTextFlagsArgs {
  Object object;
  std::optional<String> text;
  std::uint32_t flags = 0;
};
template <class Object>
struct ObjectUuidArgs {
  Object object;
  Uuid uuid;
};
// A number, or a truth value as 0 or 1.
template <class Object>
struct ObjectNumberArgs {
  Object object;
  std::int32_t number = 0;
};
template <class Object>
struct ObjectNumberFlagsArgs {
  Object object;
  std::int32_t number = 0;
  std::uint32_t flags = 0;
};
// A size, a speed or a time.
template <class Object>
struct ObjectAmountFlagsArgs {
  Object object;
  std::uint64_t amount = 0;
  std::uint32_t flags = 0;
};
template <class Object, std::size_t Limit = kListLimit>
struct ObjectRoomArgs {
  Object object;
  Room<Limit> room;
};
template <class Object>
struct ObjectRoomFlagsArgs {
  Object object;
  Room<kListLimit> room;
  std::uint32_t flags = 0;
};
template <class Object>
struct ObjectListAllArgs {
  Object object;
  NeedResults need = NeedResults::no;
  std::uint32_t flags = 0;
};
// Settings to make.
template <class Object, std::size_t Limit>
struct ObjectParametersFlagsArgs {
  Object object;
  List<TypedParameter, Limit> parameters;
  std::uint32_t flags = 0;
};
// Settings to tell.
template <class Object, std::size_t Limit>
struct ObjectParameterRoomFlagsArgs {
  Object object;
  ParameterRoom<Limit> room;
  std::uint32_t flags = 0;
};

using DomainArgs = ObjectArgs<Domain>;
using DomainFlagsArgs = ObjectFlagsArgs<Domain>;

// A number, or a truth value as 0 or 1.
struct NumberResult {
  std::int32_t number = 0;
};
struct LongResult {
  std::uint64_t number = 0;
};
struct TextResult {
  String text;
};
struct OptionalTextResult {
  std::optional<String> text;
};
template <std::size_t Limit>
struct TextsResult {
  List<String, Limit> names;
};
using NamesResult = TextsResult<kListLimit>;
struct DomainResult {
  Domain domain;
};
template <class Object>
struct ObjectResult {
  Object object;
};
// The elements of a list and their number; the number only where no elements were wanted.
template <class Element, std::size_t Limit = kListLimit>
struct ListAllResult {
  List<Element, Limit> elements;
  std::uint32_t count = 0;
};
template <std::size_t Limit>
struct ParametersResult {
  List<TypedParameter, Limit> parameters;
};
template <std::size_t Limit>
struct CountedParametersResult {
  List<TypedParameter, Limit> parameters;
  std::int32_t count = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_TYPES_H_
