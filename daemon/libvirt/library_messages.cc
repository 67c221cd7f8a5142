#include "daemon/libvirt/library_messages.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include <dlfcn.h>
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

// As libxml2 calls it: a message in pieces, each as printf would have it.
using XmlMessage = void (*)(void* data, const char* format, ...);

void drop_xml_message(void*, const char*, ...) {}

// libxml2, which the library reads XML with, writes to standard error by itself: text of clients as
// it stands, as often as they like, and it waits for room. The library reports what fails as an
// error of its own, so nothing is lost. libvirt has brought libxml2 along, and its headers need not
// be there for two functions.
void silence_libxml() {
  using Setter = void (*)(void* data, XmlMessage message);
  // This thread's, and that of all threads which are started from now on.
  for (const char* name : {"xmlSetGenericErrorFunc", "xmlThrDefSetGenericErrorFunc"}) {
    const auto set = reinterpret_cast<Setter>(::dlsym(RTLD_DEFAULT, name));
    if (set != nullptr) set(nullptr, drop_xml_message);
  }
}

}  // namespace

LibraryMessages::LibraryMessages(Log& log) {
  virSetErrorFunc(&log, write_error);
  silence_libxml();
}

LibraryMessages::~LibraryMessages() {
  virSetErrorFunc(nullptr, drop_error);
}

}  // namespace interleave::daemon
