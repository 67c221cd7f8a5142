#include "daemon/libvirt/procedures/authentication.h"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <libvirt/virterror.h>

#include "daemon/rpc/error.h"

namespace interleave::daemon::procedures {
namespace {

constexpr std::int32_t kAuthList = 66;
constexpr std::int32_t kAuthPolkit = 70;

rpc::Error failed_authentication() {
  return rpc::make_error(VIR_ERR_AUTH_FAILED, VIR_FROM_RPC,
                         "authentication failed: ", "authentication failed");
}

// What a step of the protocol carries for SASL: absent is not empty.
template <class Args>
Authenticator::Data data_of(const Args& args) {
  if (args.absent != 0) return std::nullopt;
  return std::as_bytes(std::span(args.data.data(), args.data.size()));
}

// Takes out of an answer what is the call's, and gives what is the client's.
rpc::Outcome<rpc::SaslStepResult> reply(LibvirtCall& call, Authenticator::Answer answer) {
  call.close_after = answer.give_up;
  if (answer.kind == Authenticator::Answer::Kind::failed) return failed_authentication();
  rpc::SaslStepResult result;
  result.complete = answer.kind == Authenticator::Answer::Kind::done ? 1 : 0;
  result.absent = answer.data ? 0 : 1;
  for (const std::byte each : answer.data.value_or(std::vector<std::byte>())) {
    result.data.push_back(static_cast<std::int8_t>(each));
  }
  call.admission = std::move(answer.admission);
  return result;
}

}  // namespace

bool authenticates(const rpc::FrameHeader& call) {
  return call.program == rpc::kRemoteProgram && call.procedure >= kAuthList &&
         call.procedure <= kAuthPolkit;
}

rpc::Outcome<rpc::TextResult> sasl_init(LibvirtCall& call, const rpc::Nothing&) {
  if (call.login == nullptr) return failed_authentication();
  std::optional<std::string> mechanisms = call.login->mechanisms();
  if (!mechanisms) return failed_authentication();
  rpc::TextResult result;
  result.text = std::move(*mechanisms);
  return result;
}

rpc::Outcome<rpc::SaslStepResult> sasl_start(LibvirtCall& call, const rpc::SaslStartArgs& args) {
  if (call.login == nullptr) return failed_authentication();
  return reply(call, call.login->start(args.mechanism, data_of(args)));
}

rpc::Outcome<rpc::SaslStepResult> sasl_step(LibvirtCall& call, const rpc::SaslStepArgs& args) {
  if (call.login == nullptr) return failed_authentication();
  return reply(call, call.login->step(data_of(args)));
}

rpc::Outcome<rpc::NumberResult> polkit(LibvirtCall& call, const rpc::Nothing&) {
  if (call.login == nullptr) return failed_authentication();
  Authenticator::Answer answer = call.login->polkit();
  call.close_after = answer.give_up;
  if (answer.kind == Authenticator::Answer::Kind::failed) return failed_authentication();
  call.admission = std::move(answer.admission);
  return rpc::NumberResult{1};
}

Family authentication_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kAuthenticationRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
