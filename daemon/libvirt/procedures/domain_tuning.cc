#include "daemon/libvirt/procedures/domain_tuning.h"

namespace interleave::daemon::procedures {

Family domain_tuning_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainTuningRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
