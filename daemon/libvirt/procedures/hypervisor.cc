#include "daemon/libvirt/procedures/hypervisor.h"

namespace interleave::daemon::procedures {
rpc::Outcome<rpc::Nothing> set_identity(virConnectPtr, const rpc::SetIdentityArgs&) {
  return rpc::Nothing{};
}

Family hypervisor_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kHypervisorRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
