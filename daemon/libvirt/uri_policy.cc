#include "daemon/libvirt/uri_policy.h"

#include <algorithm>

#include "daemon/rpc/error.h"

namespace interleave::daemon {
namespace {

// The text before the first colon. RFC 3986 allows fewer characters in a scheme, and libvirt
// refuses those that it does not allow; here it is enough that no scheme is overlooked.
std::string_view scheme_of(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  return colon == std::string_view::npos ? std::string_view{} : uri.substr(0, colon);
}

bool names_host(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  const std::string_view rest = uri.substr(colon + 1);
  if (!rest.starts_with("//")) return false;
  const std::string_view authority = rest.substr(2);
  return !authority.empty() && std::string_view("/?#").find(authority.front()) == authority.npos;
}

}  // namespace

std::optional<rpc::Error> refuse_uri(const LibvirtOptions& options, std::string_view uri) {
  // libvirt takes a C string: what is behind a zero byte does not count.
  uri = uri.substr(0, uri.find('\0'));
  const std::string_view scheme = scheme_of(uri);
  if (scheme.empty()) return std::nullopt;
  const bool allowed = std::ranges::find(options.uri_schemes, scheme) != options.uri_schemes.end();
  const bool has_transport = scheme.find('+') != scheme.npos;
  if (allowed && (has_transport || !names_host(uri))) return std::nullopt;
  return rpc::make_error(rpc::kErrorNoConnect, rpc::kErrorFromNone,
                         "no connection driver available for ", uri);
}

}  // namespace interleave::daemon
