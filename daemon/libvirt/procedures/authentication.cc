#include "daemon/libvirt/procedures/authentication.h"

#include <libvirt/virterror.h>

#include "daemon/rpc/error.h"

namespace interleave::daemon::procedures {
namespace {

rpc::Error failed_authentication() {
  return rpc::make_error(VIR_ERR_AUTH_FAILED, VIR_FROM_RPC,
                         "authentication failed: ", "authentication failed");
}

constexpr std::int32_t kAuthList = 66;
constexpr std::int32_t kAuthPolkit = 70;

}  // namespace

bool authenticates(const rpc::FrameHeader& call) {
  return call.program == rpc::kRemoteProgram && call.procedure >= kAuthList &&
         call.procedure <= kAuthPolkit;
}

rpc::Outcome<rpc::Nothing> refuse_authentication(LibvirtCall&, const rpc::Nothing&) {
  return failed_authentication();
}

rpc::Outcome<rpc::Nothing> refuse_sasl_start(LibvirtCall&, const rpc::SaslStartArgs&) {
  return failed_authentication();
}

rpc::Outcome<rpc::Nothing> refuse_sasl_step(LibvirtCall&, const rpc::SaslStepArgs&) {
  return failed_authentication();
}

Family authentication_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kAuthenticationRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
