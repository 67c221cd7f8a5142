#include "daemon/libvirt/uri_policy.h"

#include <algorithm>

#include <fmt/format.h>

#include "daemon/rpc/error.h"

namespace interleave::daemon {
namespace {

bool names_host(std::string_view behind_scheme) {
  if (!behind_scheme.starts_with("//")) return false;
  const std::string_view authority = behind_scheme.substr(2);
  return !authority.empty() && std::string_view("/?#").find(authority.front()) == authority.npos;
}

rpc::Error no_driver(std::string_view what) {
  return rpc::make_error(rpc::kErrorNoConnect, rpc::kErrorFromNone,
                         "no connection driver available for ", what);
}

}  // namespace

std::optional<rpc::Error> refuse_uri(const LibvirtOptions& options, std::string_view uri) {
  // libvirt takes a C string: what is behind a zero byte does not count.
  uri = uri.substr(0, uri.find('\0'));
  const std::size_t colon = uri.find(':');
  if (colon == uri.npos) {
    return no_driver(fmt::format("URI '{}' does not include a driver name", uri));
  }
  // RFC 3986 allows fewer characters in a scheme, and libvirt refuses the others; here it is enough
  // that no scheme is overlooked.
  const std::string_view scheme = uri.substr(0, colon);
  const bool allowed = std::ranges::find(options.uri_schemes, scheme) != options.uri_schemes.end();
  const bool has_transport = scheme.find('+') != scheme.npos;
  if (allowed && (has_transport || !names_host(uri.substr(colon + 1)))) return std::nullopt;
  return no_driver(uri);
}

std::optional<std::string> mapped_uri(const LibvirtOptions& options, std::string_view uri) {
  uri = uri.substr(0, uri.find('\0'));
  const auto found = std::ranges::find(options.uri_map, uri, &MappedUri::from);
  if (found == options.uri_map.end()) return std::nullopt;
  return found->to;
}

}  // namespace interleave::daemon
