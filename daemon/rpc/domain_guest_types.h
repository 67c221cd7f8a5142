// Arguments and results of the procedures that reach into the guest.
#ifndef INTERLEAVE_DAEMON_RPC_DOMAIN_GUEST_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_DOMAIN_GUEST_TYPES_H_

#include <cstdint>
#include <optional>

#include "daemon/rpc/domain_types.h"
#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

struct SendKeyArgs {
  Domain domain;
  std::uint32_t code_set = 0;   // virKeycodeSet
  std::uint32_t hold_time = 0;  // milliseconds
  List<std::uint32_t, kKeyLimit> keys;
  std::uint32_t flags = 0;
};
struct SendSignalArgs {
  Domain domain;
  std::int64_t process = 0;
  std::uint32_t signal = 0;  // virDomainProcessSignal
  std::uint32_t flags = 0;
};

struct SuspendForDurationArgs {
  Domain domain;
  std::uint32_t target = 0;    // virNodeSuspendTarget
  std::uint64_t duration = 0;  // seconds
  std::uint32_t flags = 0;
};

struct FsTrimArgs {
  Domain domain;
  std::optional<String> mount_point;
  std::uint64_t least = 0;  // bytes of a free range worth telling of
  std::uint32_t flags = 0;
};
struct FreezeArgs {
  Domain domain;
  List<String, kMountPointLimit> mount_points;  // empty: all
  std::uint32_t flags = 0;
};
using FileSystemsResult = ListAllResult<FileSystem, kFileSystemLimit>;

struct TimeResult {
  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;
};
struct SetTimeArgs {
  Domain domain;
  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;
  std::uint32_t flags = 0;
};

struct InterfaceAddressesArgs {
  Domain domain;
  std::uint32_t source = 0;  // virDomainInterfaceAddressesSource
  std::uint32_t flags = 0;
};
struct InterfaceAddressesResult {
  List<DomainInterface, kInterfaceLimit> interfaces;
};

struct SetUserPasswordArgs {
  Domain domain;
  std::optional<String> user;
  std::optional<String> password;
  std::uint32_t flags = 0;
};

struct GuestInfoArgs {
  Domain domain;
  std::uint32_t types = 0;  // virDomainGuestInfoTypes
  std::uint32_t flags = 0;
};

struct SetSshKeysArgs {
  Domain domain;
  String user;
  List<String, kSshKeyLimit> keys;
  std::uint32_t flags = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_DOMAIN_GUEST_TYPES_H_
