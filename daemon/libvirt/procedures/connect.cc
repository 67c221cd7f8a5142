#include "daemon/libvirt/procedures/connect.h"

#include <optional>
#include <string>
#include <utility>

#include "daemon/libvirt/uri_policy.h"
#include "daemon/rpc/error.h"

namespace interleave::daemon::procedures {
namespace {

// Numbers of virDrvFeature, which is the protocol's although libvirt publishes no header of it. The
// daemon itself answers for the first group; what the second promises is true of the library
// whatever the driver. For other features the public API has no question to ask.
constexpr std::int32_t kFdPassing = 8;
constexpr std::int32_t kKeepalive = 10;
constexpr std::int32_t kEventCallback = 14;
constexpr std::int32_t kCloseCallback = 15;
constexpr std::int32_t kTypedParamString = 9;
constexpr std::int32_t kNetworkUpdateOrder = 16;

// What is opened for a client that names this.
rpc::Outcome<std::string> allowed_uri(const LibvirtOptions& options, const std::string& named) {
  if (std::optional<std::string> mapped = mapped_uri(options, named)) return *std::move(mapped);
  if (std::optional<rpc::Error> refusal = refuse_uri(options, named)) return *std::move(refusal);
  return named;
}

rpc::Outcome<rpc::Nothing> open(LibvirtCall& call, const std::string& named, bool read_only) {
  rpc::Outcome<std::string> uri = allowed_uri(call.options, named);
  if (!uri.ok()) return uri.error();
  Opening how{std::move(uri.value()), read_only};
  ConnectionRef connection = open_connection(how);
  if (!connection) return take_last_error();
  call.connection.opened(std::move(connection), std::move(how));
  return rpc::Nothing{};
}

}  // namespace

rpc::Outcome<rpc::Nothing> connect_open(LibvirtCall& call, const rpc::ConnectOpenArgs& args) {
  if (!call.connection.begin_opening()) return rpc::internal_error("connection already open");
  const bool named = args.name && !args.name->empty();
  const std::string& uri = named ? *args.name : call.options.default_uri;
  const bool read_only = call.read_only || (args.flags & VIR_CONNECT_RO) != 0;
  rpc::Outcome<rpc::Nothing> outcome = open(call, uri, read_only);
  if (!outcome.ok()) call.connection.not_opened();
  return outcome;
}

rpc::Outcome<rpc::Nothing> connect_close(LibvirtCall& call, const rpc::Nothing&) {
  call.close_after = true;
  return rpc::Nothing{};
}

rpc::Outcome<rpc::AuthListResult> auth_list(LibvirtCall& call, const rpc::Nothing&) {
  rpc::AuthListResult result;
  result.types.push_back(
      static_cast<std::int32_t>(call.login == nullptr ? Login::none : call.login->method()));
  return result;
}

rpc::Outcome<rpc::NumberResult> supports_feature(LibvirtCall& call, const rpc::FeatureArgs& args) {
  if (args.feature == kKeepalive) {
    call.outbox->start_keepalive();
    return rpc::NumberResult{.number = 1};
  }
  if (!call.connection.reference()) return not_open_error();
  switch (args.feature) {
    case kFdPassing:
    case kEventCallback:
    case kCloseCallback:
    case kTypedParamString:
    case kNetworkUpdateOrder:
      return rpc::NumberResult{.number = 1};
    default:
      return rpc::NumberResult{.number = 0};
  }
}

rpc::Outcome<rpc::Nothing> register_close_callback(LibvirtCall& call, const rpc::Nothing&) {
  const ConnectionRef connection = call.connection.reference();
  if (!connection) return not_open_error();
  if (watch_loss_of(connection.get(), *call.outbox) < 0) return take_last_error();
  call.connection.watch_loss(true);
  return rpc::Nothing{};
}

rpc::Outcome<rpc::Nothing> unregister_close_callback(LibvirtCall& call, const rpc::Nothing&) {
  const ConnectionRef connection = call.connection.reference();
  if (!connection) return not_open_error();
  if (unwatch_loss_of(connection.get()) < 0) return take_last_error();
  call.connection.watch_loss(false);
  return rpc::Nothing{};
}

Family connect_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kConnectRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
