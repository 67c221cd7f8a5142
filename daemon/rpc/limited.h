// Strings and lists with the limit that the protocol gives them, as part of their type.
#ifndef INTERLEAVE_DAEMON_RPC_LIMITED_H_
#define INTERLEAVE_DAEMON_RPC_LIMITED_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace interleave::rpc {

// The protocol's limits; the numbers are libvirt's (remote_protocol.x, virnetprotocol.x).
inline constexpr std::size_t kStringLimit = 4'194'304;  // bytes of a string
inline constexpr std::size_t kListLimit = 16'384;       // elements of most lists
inline constexpr std::size_t kNodeDeviceLimit = 65'536;
inline constexpr std::size_t kSecurityModelLimit =
    257;  // its name, and its domain of interpretation
inline constexpr std::size_t kSecurityLabelLimit = 4'097;
inline constexpr std::size_t kAuthTypeLimit = 20;

// A std::string or std::vector whose length on the wire is at most `Limit`: longer ones are refused
// by the decoder before anything is allocated, and by the encoder. In memory nothing is checked.
template <class Container, std::size_t Limit>
struct Limited : Container {
  static constexpr std::size_t kLimit = Limit;
  using Container::Container;
  Limited() = default;
  Limited(Container content)
      : Container(std::move(content)) {}  // NOLINT(google-explicit-constructor)
};

using String = Limited<std::string, kStringLimit>;

template <class T, std::size_t Limit = kListLimit>
using List = Limited<std::vector<T>, Limit>;

// Uninterpreted bytes of any length up to the limit.
template <std::size_t Limit>
using Opaque = Limited<std::vector<std::byte>, Limit>;

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_LIMITED_H_
