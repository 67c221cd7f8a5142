// The errors that the daemon itself gives, in the shape of libvirt's.
#ifndef INTERLEAVE_DAEMON_RPC_ERROR_H_
#define INTERLEAVE_DAEMON_RPC_ERROR_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/rpc/types.h"

namespace interleave::rpc {

// libvirt's numbers, of which this folder needs a few (virterror.h); they are part of the protocol.
inline constexpr std::int32_t kErrorInternal = 1;    // VIR_ERR_INTERNAL_ERROR
inline constexpr std::int32_t kErrorNoMemory = 2;    // VIR_ERR_NO_MEMORY
inline constexpr std::int32_t kErrorNoConnect = 5;   // VIR_ERR_NO_CONNECT
inline constexpr std::int32_t kErrorSystem = 38;     // VIR_ERR_SYSTEM_ERROR
inline constexpr std::int32_t kErrorRpc = 39;        // VIR_ERR_RPC
inline constexpr std::int32_t kErrorFromNone = 0;    // VIR_FROM_NONE
inline constexpr std::int32_t kErrorFromRpc = 7;     // VIR_FROM_RPC
inline constexpr std::int32_t kErrorLevelError = 2;  // VIR_ERR_ERROR

// An error whose message is `prefix` and `text`; a client sees `prefix` and "%s" as its format.
Error make_error(std::int32_t code, std::int32_t from, std::string_view prefix,
                 std::string_view text);

// What is wrong with the message itself: "unknown procedure: 77".
Error rpc_error(std::string_view text);
// "internal error: ..."
Error internal_error(std::string_view text);

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_ERROR_H_
