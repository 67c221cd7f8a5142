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
inline constexpr std::size_t kDeviceCapabilityLimit = 65'536;
inline constexpr std::size_t kSecurityModelLimit =
    257;  // its name, and its domain of interpretation
inline constexpr std::size_t kSecurityLabelLimit = 4'097;
inline constexpr std::size_t kSecurityLabelListLimit = 64;
inline constexpr std::size_t kAuthTypeLimit = 20;
inline constexpr std::size_t kSaslLimit = 65'536;                // bytes of one step
inline constexpr std::size_t kIdentityLimit = 20;                // parameters
inline constexpr std::size_t kCpuMapLimit = 2'048;               // bytes: a bit for each cpu
inline constexpr std::size_t kCpuMapsLimit = 8'388'608;          // bytes of all maps of a domain
inline constexpr std::size_t kVcpuLimit = 16'384;                // virtual cpus of a domain
inline constexpr std::size_t kIoThreadLimit = 16'384;            // of a domain
inline constexpr std::size_t kMigrationCookieLimit = 4'194'304;  // bytes
inline constexpr std::size_t kPeekLimit = 4'194'304;             // bytes of a disk, or of memory
inline constexpr std::size_t kSecretLimit = 65'536;              // bytes of a secret's value
inline constexpr std::size_t kCpuModelLimit = 8'192;
inline constexpr std::size_t kBaselineCpuLimit = 256;  // documents
inline constexpr std::size_t kKeyLimit = 16;           // keys pressed at a time
inline constexpr std::size_t kNumaCellLimit = 1'024;
inline constexpr std::size_t kNodeStatsLimit = 16;         // of a cpu, or of memory
inline constexpr std::size_t kMemoryStatLimit = 1'024;     // of a domain
inline constexpr std::size_t kDomainCpuStatLimit = 2'048;  // parameters of all cpus
inline constexpr std::size_t kDomainCpuLimit = 128;        // cpus in one question for statistics
inline constexpr std::size_t kDiskErrorLimit = 256;
inline constexpr std::size_t kMountPointLimit = 256;
inline constexpr std::size_t kFileSystemLimit = 256;      // of a domain
inline constexpr std::size_t kFileSystemDiskLimit = 256;  // of a file system
inline constexpr std::size_t kDhcpLeaseLimit = 65'536;
inline constexpr std::size_t kInterfaceLimit = 2'048;  // of a domain
inline constexpr std::size_t kAddressLimit = 2'048;    // of an interface
inline constexpr std::size_t kSshKeyLimit = 2'048;
inline constexpr std::size_t kMessageLimit = 2'048;  // about a domain
// Typed parameters.
inline constexpr std::size_t kTuningLimit = 16;  // most groups of tunables
inline constexpr std::size_t kBlockIoTuneLimit = 32;
inline constexpr std::size_t kManyParametersLimit = 64;  // most other groups
inline constexpr std::size_t kAllStatsLimit = 262'144;   // all statistics of one domain
inline constexpr std::size_t kGuestInfoLimit = 2'048;

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
