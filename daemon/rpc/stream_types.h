// Arguments of the calls that open streams, and what a stream's packets carry beside data.
#ifndef INTERLEAVE_DAEMON_RPC_STREAM_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_STREAM_TYPES_H_

#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

// So many bytes of zero.
struct StreamHole {
  std::int64_t length = 0;
  std::uint32_t flags = 0;
};

struct VolumeStreamArgs {
  StorageVolume volume;
  std::uint64_t offset = 0;  // bytes
  std::uint64_t length = 0;  // bytes; 0 is all
  std::uint32_t flags = 0;
};
struct ScreenshotArgs {
  Domain domain;
  std::uint32_t screen = 0;
  std::uint32_t flags = 0;
};
struct ScreenshotResult {
  std::optional<String> mime;
};
// A console or a channel, by its device's name.
struct DeviceStreamArgs {
  Domain domain;
  std::optional<String> device;
  std::uint32_t flags = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_STREAM_TYPES_H_
