// Which URIs clients may have opened.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_URI_POLICY_H_
#define INTERLEAVE_DAEMON_LIBVIRT_URI_POLICY_H_

#include <optional>
#include <string>
#include <string_view>

#include "daemon/libvirt/options.h"
#include "daemon/rpc/types.h"

namespace interleave::daemon {

// The error, as libvirt words it, for a URI that is not to be given to libvirt: its scheme is not
// allowed; or it names a host, which makes libvirt connect elsewhere, while its scheme has no
// transport; or it has no scheme, and could be an alias in the configuration of the library.
std::optional<rpc::Error> refuse_uri(const LibvirtOptions& options, std::string_view uri);

// The URI that an operator wants opened for clients that name this one, if any.
std::optional<std::string> mapped_uri(const LibvirtOptions& options, std::string_view uri);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_URI_POLICY_H_
