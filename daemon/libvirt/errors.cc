#include "daemon/libvirt/errors.h"

#include <optional>

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include "daemon/rpc/error.h"

namespace interleave::daemon {
namespace {

static_assert(rpc::kErrorInternal == VIR_ERR_INTERNAL_ERROR);
static_assert(rpc::kErrorNoConnect == VIR_ERR_NO_CONNECT);
static_assert(rpc::kErrorSystem == VIR_ERR_SYSTEM_ERROR);
static_assert(rpc::kErrorRpc == VIR_ERR_RPC);
static_assert(rpc::kErrorFromNone == VIR_FROM_NONE);
static_assert(rpc::kErrorFromRpc == VIR_FROM_RPC);
static_assert(rpc::kErrorLevelError == VIR_ERR_ERROR);

std::optional<rpc::String> copied(const char* text) {
  if (text == nullptr) return std::nullopt;
  return rpc::String(text);
}

}  // namespace

rpc::Error take_last_error() {
  const virErrorPtr last = virGetLastError();
  if (last == nullptr || last->code == VIR_ERR_OK) {
    return rpc::internal_error("Library function returned error but did not set virError");
  }
  rpc::Error error;
  error.code = last->code;
  error.from = last->domain;
  error.message = copied(last->message);
  error.level = last->level;
  error.str1 = copied(last->str1);
  error.str2 = copied(last->str2);
  error.str3 = copied(last->str3);
  error.int1 = last->int1;
  error.int2 = last->int2;
  virResetLastError();
  return error;
}

rpc::Error not_open_error() {
  return rpc::internal_error("hypervisor connection not open");
}

}  // namespace interleave::daemon
