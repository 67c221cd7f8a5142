// The objects of the remote protocol, and the arguments and results that many procedures share.
//
// A struct is the whole definition of a wire type: codec.h lays out its fields in their order.
#ifndef INTERLEAVE_DAEMON_RPC_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_TYPES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

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
struct TextFlagsArgs {
  String text;
  std::uint32_t flags = 0;
};
struct UuidArgs {
  Uuid uuid;
};
struct DomainArgs {
  Domain domain;
};
struct DomainFlagsArgs {
  Domain domain;
  std::uint32_t flags = 0;
};
// Room for how many elements the client has.
struct RoomArgs {
  std::int32_t most = 0;
};
struct ListAllArgs {
  std::int32_t need_results = 0;  // 0: the number only
  std::uint32_t flags = 0;
};

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
struct NamesResult {
  List<String> names;
};
struct DomainResult {
  Domain domain;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_TYPES_H_
