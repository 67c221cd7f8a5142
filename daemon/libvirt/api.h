// Handlers for the calls that need no handwriting: a public libvirt function whose parameters are
// the call's arguments and whose return value is its result.
//
//   api<virDomainDestroy, rpc::Nothing>           (virDomainPtr) -> below 0 is an error
//   api<virDomainGetXMLDesc, rpc::TextResult>     (virDomainPtr, flags) -> null is an error
//   api<virDomainDefineXML, rpc::DomainResult>    (virConnectPtr, text) -> null is an error
#ifndef INTERLEAVE_DAEMON_LIBVIRT_API_H_
#define INTERLEAVE_DAEMON_LIBVIRT_API_H_

#include <type_traits>

#include <libvirt/libvirt.h>

#include "daemon/libvirt/errors.h"
#include "daemon/libvirt/objects.h"
#include "daemon/libvirt/refs.h"
#include "daemon/rpc/outcome.h"
#include "daemon/rpc/types.h"

namespace interleave::daemon {

namespace api_detail {

// What a function returned, as a result.
inline rpc::Outcome<rpc::Nothing> returned(std::type_identity<rpc::Nothing>, int status) {
  if (status < 0) return take_last_error();
  return rpc::Nothing{};
}
inline rpc::Outcome<rpc::NumberResult> returned(std::type_identity<rpc::NumberResult>, int number) {
  if (number < 0) return take_last_error();
  return rpc::NumberResult{.number = number};
}
inline rpc::Outcome<rpc::TextResult> returned(std::type_identity<rpc::TextResult>, char* text) {
  if (text == nullptr) return take_last_error();
  const OwnedText owner(text);
  return rpc::TextResult{.text = rpc::String(text)};
}
inline rpc::Outcome<rpc::TextResult> returned(std::type_identity<rpc::TextResult>,
                                              const char* borrowed) {
  if (borrowed == nullptr) return take_last_error();
  return rpc::TextResult{.text = rpc::String(borrowed)};
}
inline rpc::Outcome<rpc::DomainResult> returned(std::type_identity<rpc::DomainResult>,
                                                virDomainPtr domain) {
  if (domain == nullptr) return take_last_error();
  const DomainRef owner(domain);
  return rpc::DomainResult{.domain = to_wire(domain)};
}

// What a function takes, and the arguments on the wire that are made for it.
template <auto Function, class Signature>
struct Api;

template <auto Function, class R>
struct Api<Function, R (*)(virConnectPtr)> {
  using Args = rpc::Nothing;
  static R apply(virConnectPtr connection, const Args&) { return Function(connection); }
};

template <auto Function, class R>
struct Api<Function, R (*)(virConnectPtr, unsigned int)> {
  using Args = rpc::FlagsArgs;
  static R apply(virConnectPtr connection, const Args& args) {
    return Function(connection, args.flags);
  }
};

template <auto Function, class R>
struct Api<Function, R (*)(virConnectPtr, const char*)> {
  using Args = rpc::TextArgs;
  static R apply(virConnectPtr connection, const Args& args) {
    return Function(connection, args.text.c_str());
  }
};

template <auto Function, class R>
struct Api<Function, R (*)(virConnectPtr, const char*, unsigned int)> {
  using Args = rpc::TextFlagsArgs;
  static R apply(virConnectPtr connection, const Args& args) {
    return Function(connection, args.text.c_str(), args.flags);
  }
};

template <auto Function, class R>
struct Api<Function, R (*)(virDomainPtr)> {
  using Args = rpc::DomainArgs;
  static R apply(virDomainPtr domain, const Args&) { return Function(domain); }
};

template <auto Function, class R>
struct Api<Function, R (*)(virDomainPtr, unsigned int)> {
  using Args = rpc::DomainFlagsArgs;
  static R apply(virDomainPtr domain, const Args& args) { return Function(domain, args.flags); }
};

template <auto Function>
using ApiOf = Api<Function, decltype(Function)>;

}  // namespace api_detail

template <auto Function, class Result>
rpc::Outcome<Result> api(virConnectPtr connection,
                         const typename api_detail::ApiOf<Function>::Args& args) {
  using Api = api_detail::ApiOf<Function>;
  constexpr std::type_identity<Result> kResult;
  if constexpr (requires { args.domain; }) {
    const DomainRef domain = find_domain(connection, args.domain);
    if (!domain) return take_last_error();
    return api_detail::returned(kResult, Api::apply(domain.get(), args));
  } else {
    return api_detail::returned(kResult, Api::apply(connection, args));
  }
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_API_H_
