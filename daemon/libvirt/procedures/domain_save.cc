#include "daemon/libvirt/procedures/domain_save.h"

namespace interleave::daemon::procedures {

Family domain_save_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainSaveRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
