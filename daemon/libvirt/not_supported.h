// Handlers for the calls that libvirt's public API cannot express.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_NOT_SUPPORTED_H_
#define INTERLEAVE_DAEMON_LIBVIRT_NOT_SUPPORTED_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include "daemon/rpc/error.h"
#include "daemon/rpc/outcome.h"
#include "daemon/rpc/types.h"

namespace interleave::daemon {

// Why a call is not supported, for a row and for docs/procedures.md.
inline constexpr std::string_view kNoFunction = "the public library has no function for it";

// The name of a function as a template argument.
template <std::size_t Size>
struct FunctionName {
  consteval FunctionName(const char (&name)[Size]) {  // NOLINT(google-explicit-constructor)
    std::copy_n(name, Size, text);
  }
  char text[Size] = {};
};

// Answers as libvirt does for a function that a driver has not: the arguments are decoded and count
// for nothing. `From` is the part of libvirt that the error comes from.
template <FunctionName Name, class Args, int From = VIR_FROM_DOMAIN>
rpc::Outcome<rpc::Nothing> not_supported(virConnectPtr, const Args&) {
  return rpc::make_error(VIR_ERR_NO_SUPPORT, From,
                         "this function is not supported by the connection driver: ", Name.text);
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_NOT_SUPPORTED_H_
