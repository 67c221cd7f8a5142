#include "daemon/libvirt/library_messages.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include "daemon/core/say.h"

namespace interleave::daemon {
namespace {

constexpr int kClientsMatters[] = {
    VIR_ERR_NO_DOMAIN,          VIR_ERR_NO_DOMAIN_SNAPSHOT, VIR_ERR_NO_DOMAIN_CHECKPOINT,
    VIR_ERR_NO_DOMAIN_METADATA, VIR_ERR_NO_NETWORK,         VIR_ERR_NO_NETWORK_PORT,
    VIR_ERR_NO_STORAGE_POOL,    VIR_ERR_NO_STORAGE_VOL,     VIR_ERR_NO_NODE_DEVICE,
    VIR_ERR_NO_INTERFACE,       VIR_ERR_NO_NWFILTER,        VIR_ERR_NO_NWFILTER_BINDING,
    VIR_ERR_NO_SECRET,          VIR_ERR_OPERATION_INVALID,
};

LogLevel level_of(const virError& error) {
  if (std::ranges::find(kClientsMatters, error.code) != std::end(kClientsMatters)) {
    return LogLevel::debug;
  }
  return error.level == VIR_ERR_ERROR ? LogLevel::error : LogLevel::warning;
}

void write_error(void* data, virErrorPtr error) {
  Log& log = *static_cast<Log*>(data);
  constexpr std::string_view kSource = "libvirt";
  say(log, {.level = level_of(*error), .source = kSource, .reason = "error"},
      "{} (code {}, domain {})", error->message == nullptr ? "an error" : error->message,
      error->code, error->domain);
}

void drop_error(void*, virErrorPtr) {}

}  // namespace

LibraryMessages::LibraryMessages(Log& log) {
  virSetErrorFunc(&log, write_error);
}

LibraryMessages::~LibraryMessages() {
  virSetErrorFunc(nullptr, drop_error);
}

}  // namespace interleave::daemon
